"""Refusals of this feature."""

from chassis.problems import Problem


class QuotaExhausted(Problem):
    """The day's look-ups under this policy are used up; ``Retry-After`` says when the next day begins."""

    status, slug = 429, "quota-exhausted"
    title_zh, title_en = "本日该用途的查询次数已用完", "The day's look-ups for this purpose are used up"
