"""Refusals about appeals."""

from chassis.problems import Problem


class AppealTooLate(Problem):
    """The days for an appeal have passed; ``until`` was the last."""

    status, slug = 409, "appeal-too-late"
    title_zh, title_en = "申诉期限已过", "The time for an appeal has passed"


class NotAppealable(Problem):
    """There is no such figure of that place in the settlement, or it is no share of cases."""

    status, slug = 409, "not-appealable"
    title_zh, title_en = "该单位在本次结算中没有这个指标", "The settlement holds no such figure of that place"


class AppealPending(Problem):
    """The figure is under appeal already, or its appeal was decided; ``appeal_id`` is it."""

    status, slug = 409, "appeal-pending"
    title_zh, title_en = "该指标已有申诉", "There is an appeal against this figure"


class AppealDecided(Problem):
    """It was decided before."""

    status, slug = 409, "appeal-decided"
    title_zh, title_en = "该申诉已有决定", "The appeal was decided before"


class OwnAppeal(Problem):
    """Nobody decides an appeal of their own."""

    status, slug = 409, "own-appeal"
    title_zh, title_en = "不能决定自己提出的申诉", "Nobody decides an appeal of their own"


class UnknownAppeal(Problem):
    """No such appeal, or not one of the caller's area."""

    status, slug = 404, "unknown-appeal"
    title_zh, title_en = "没有这份申诉", "No such appeal"
