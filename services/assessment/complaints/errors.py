"""Refusals about complaints."""

from chassis.problems import Problem


class UnknownComplaint(Problem):
    """No such complaint, or not one that the caller may know of."""

    status, slug = 404, "unknown-complaint"
    title_zh, title_en = "没有这件来信来访", "No such complaint"


class ComplaintStep(Problem):
    """The step is not possible in the complaint's state; ``state`` is it."""

    status, slug = 409, "complaint-step"
    title_zh, title_en = "该件当前状态下不能这样做", "Not possible in the complaint's state"


class ReopenTooLate(Problem):
    """The time in which an answer can be contested has passed; ``until`` was the last day."""

    status, slug = 409, "reopen-too-late"
    title_zh, title_en = "申请复核的期限已过", "The time to contest the answer has passed"


class OwnComplaint(Problem):
    """The office that a complaint about coercion concerns does not judge it; nor does who registered it alone."""

    status, slug = 409, "own-complaint"
    title_zh, title_en = "须由他人认定是否侵害群众权益", "Somebody else must find whether rights were violated"
