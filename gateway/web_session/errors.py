"""What is refused to a browser."""

from chassis.problems import Problem


class NotFromOurPage(Problem):
    """A browser sent its cookie along, but the call does not come from a page of this gateway."""

    status, slug = 403, "not-from-our-page"
    title_zh, title_en = "请求不是从本系统的页面发出的", "The call does not come from a page of ours"
