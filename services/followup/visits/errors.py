"""Refusals about visits."""

from chassis.problems import Problem


class UnknownVisit(Problem):
    """No such visit, or not in the caller's divisions."""

    status, slug = 404, "unknown-visit"
    title_zh, title_en = "未找到该次随访", "No such visit"


class OutcomeContradicts(Problem):
    """The visit was recorded otherwise before; ``state`` says how it stands."""

    status, slug = 409, "outcome-contradicts"
    title_zh, title_en = "与已记录的随访结果不一致", "The visit was recorded otherwise before"


class CareHasEnded(Problem):
    """The plan was left, or care became impossible, before the day given; ``ended_on`` is the last day."""

    status, slug = 409, "care-has-ended"
    title_zh, title_en = "随访已于该日之前结束", "Care had ended before that day"
