"""Refusals about decisions."""

from chassis.problems import Problem


class UnknownDecision(Problem):
    """No such decision, or not about somebody in the caller's divisions."""

    status, slug = 404, "unknown-decision"
    title_zh, title_en = "未找到该认定", "No such decision"


class FactsErased(Problem):
    """The claim came to nothing, and its facts were kept as long as they may be (C12): it cannot be decided again."""

    status, slug = 410, "facts-erased"
    title_zh, title_en = "认定依据已满保存期限并删除", "The facts of this decision were erased"
