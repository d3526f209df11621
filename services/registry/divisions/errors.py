"""Refusals of this feature."""

from chassis.problems import NotFound


class UnknownDivision(NotFound):
    """No division in use has this code."""

    slug = "unknown-division"
    title_zh, title_en = "没有这个区划", "No such division"
