"""Refusals about sites."""

from chassis.problems import Problem


class UnknownSite(Problem):
    """No such site, or it belongs to another division than the caller's."""

    status, slug = 404, "unknown-site"
    title_zh, title_en = "未找到该服务点", "No such site"


class SiteClosed(Problem):
    """The site gives no service any more."""

    status, slug = 409, "site-closed"
    title_zh, title_en = "该服务点已停止服务", "The site has closed"
