"""Refusals about payments and their cycles."""

from chassis.problems import Problem


class UnknownCycle(Problem):
    """No such cycle."""

    status, slug = 404, "unknown-cycle"
    title_zh, title_en = "未找到该发放周期", "No such payment cycle"


class CycleExists(Problem):
    """The fund has a cycle for this day; ``cycle_id`` is it."""

    status, slug = 409, "cycle-exists"
    title_zh, title_en = "该资金在这一天的发放周期已经建立", "The fund has a cycle for this day"


class UnknownPayment(Problem):
    """No such payment, or not one in the caller's divisions."""

    status, slug = 404, "unknown-payment"
    title_zh, title_en = "未找到该笔发放", "No such payment"


class NothingToPay(Problem):
    """Nothing in it can be paid now; ``left_out`` counts why, by reason."""

    status, slug = 409, "nothing-to-pay"
    title_zh, title_en = "没有可以发放的款项", "There is nothing that can be paid now"
