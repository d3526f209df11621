"""Refusals about funds."""

from chassis.problems import Problem


class UnknownFund(Problem):
    """No fund has this code."""

    status, slug = 404, "unknown-fund"
    title_zh, title_en = "未找到该项资金", "No such fund"


class FundExists(Problem):
    """The code is taken."""

    status, slug = 409, "fund-exists"
    title_zh, title_en = "该资金代码已使用", "The fund's code is taken"


class YearHasOpenPayments(Problem):
    """Money of the year is still with the bank, or in batches not finished; ``in_transit_fen`` says how much."""

    status, slug = 409, "year-has-open-payments"
    title_zh, title_en = "本年度尚有在途款项或未办结的批次", "Payments of the year are still under way"
