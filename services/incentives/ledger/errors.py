"""Refusals of the ledger."""

from chassis.problems import Problem


class BudgetExhausted(Problem):
    """The year's budget does not cover it: ``needed_fen``, ``available_fen`` and ``short_fen`` say by how much."""

    status, slug = 409, "budget-exhausted"
    title_zh, title_en = "本年度预算不足", "The year's budget does not cover this"


class YearNotOpen(Problem):
    """The fund's year was never opened, or it is closed."""

    status, slug = 409, "year-not-open"
    title_zh, title_en = "该资金的预算年度未开或已结账", "The fund's budget year is not open"
