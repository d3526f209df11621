"""Refusals about the people that benefits can be owed to."""

from chassis.problems import Problem


class UnknownBeneficiary(Problem):
    """Nobody of this id is known here, or lives or is registered in the caller's divisions."""

    status, slug = 404, "unknown-beneficiary"
    title_zh, title_en = "未找到该人员", "No such person"
