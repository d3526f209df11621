"""Refusals about plans."""

from chassis.problems import Problem


class UnknownPlan(Problem):
    """No such plan, or not in the caller's divisions."""

    status, slug = 404, "unknown-plan"
    title_zh, title_en = "未找到该随访计划", "No such plan"


class PersonNotKnown(Problem):
    """Follow-up care knows no such person in the caller's divisions (yet)."""

    status, slug = 404, "person-not-known-to-followup"
    title_zh, title_en = "随访服务尚无此人的信息", "Follow-up care knows no such person"


class PlanIsFinal(Problem):
    """Declined, withdrawn and ended plans start no more; ``state`` says which it is."""

    status, slug = 409, "plan-is-final"
    title_zh, title_en = "该计划不能再开始", "This plan cannot start any more"


class PlanExists(Problem):
    """The person has this care already, offered or active; ``plan_id`` is it."""

    status, slug = 409, "plan-exists"
    title_zh, title_en = "此人已有相同的随访计划", "The person has this plan already"


class CareNotPossible(Problem):
    """The person has died, or the registry took the entry back."""

    status, slug = 409, "care-not-possible"
    title_zh, title_en = "无法为此人安排随访", "No care can be planned for this person"
