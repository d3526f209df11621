"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownRightsRequest(NotFound):
    """No such request, or one outside the caller's area."""

    slug = "unknown-rights-request"
    title_zh, title_en = "没有这项权利请求", "No such request"


class RightsRequestAnswered(Conflict):
    """The request has its answer; another answer is another request."""

    slug = "rights-request-answered"
    title_zh, title_en = "该请求已经答复", "The request has been answered"
