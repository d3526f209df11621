"""Refusals about postings."""

from chassis.problems import Problem


class UnknownPosting(Problem):
    """No such posting, or not one in the caller's divisions."""

    status, slug = 404, "unknown-posting"
    title_zh, title_en = "未找到该公示", "No such posting"


class NothingToPost(Problem):
    """No claim of this scheme and year is confirmed in this division and waits for its posting."""

    status, slug = 409, "nothing-to-post"
    title_zh, title_en = "没有待公示的申领", "Nothing waits to be posted"


class PostingNotOver(Problem):
    """The list still hangs out, up to and with ``last_day``."""

    status, slug = 409, "posting-not-over"
    title_zh, title_en = "公示期未满", "The list still hangs out"


class NothingToApprove(Problem):
    """Every line of the list was approved, is frozen by an objection, or has left it."""

    status, slug = 409, "nothing-to-approve"
    title_zh, title_en = "没有可以批准的名单", "No line can be approved"
