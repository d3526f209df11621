"""Refusals about settlements."""

from chassis.problems import Problem


class PeriodNotOver(Problem):
    """A quarter is settled after its last day; ``begins`` is the first day on which it can be."""

    status, slug = 409, "period-not-over"
    title_zh, title_en = "该季度尚未结束", "The quarter is not over"


class SettledAlready(Problem):
    """The quarter is settled; to make it again a reason is needed."""

    status, slug = 409, "settled-already"
    title_zh, title_en = "该季度已结算", "Settled already"


class SettledSince(Problem):
    """A later quarter has been settled since, with what came late: this one stays as it is."""

    status, slug = 409, "settled-since"
    title_zh, title_en = "其后的季度已结算", "A later quarter has been settled since"


class UnknownSettlement(Problem):
    """No such settlement."""

    status, slug = 404, "unknown-settlement"
    title_zh, title_en = "没有这次结算", "No such settlement"
