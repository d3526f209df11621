"""Refusals about decisions."""

from chassis.problems import Problem


class UnknownDecision(Problem):
    """No such decision, or not about somebody in the caller's divisions."""

    status, slug = 404, "unknown-decision"
    title_zh, title_en = "未找到该认定", "No such decision"
