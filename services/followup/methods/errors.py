"""Refusals about notes of chosen methods."""

from chassis.problems import Problem


class NothingNoted(Problem):
    """The person has not wished a method to be noted."""

    status, slug = 404, "nothing-noted"
    title_zh, title_en = "此人未登记避孕方法", "Nothing was noted"
