"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class BreakGlassRuns(Conflict):
    """The account's area is widened already; it is not prolonged, but begun anew when it has ended."""

    slug = "break-glass-runs"
    title_zh, title_en = "紧急查看正在进行", "Break-glass is running already"


class UnknownBreakGlass(NotFound):
    """Break-glass was never used under this id."""

    slug = "unknown-break-glass"
    title_zh, title_en = "没有这次紧急查看", "No such use of break-glass"


class BreakGlassReviewed(Conflict):
    """It has been reviewed; a verdict stands."""

    slug = "break-glass-reviewed"
    title_zh, title_en = "这次紧急查看已经复核", "This use of break-glass has been reviewed"


class OwnBreakGlass(Conflict):
    """Nobody reviews their own use."""

    slug = "own-break-glass"
    title_zh, title_en = "不能复核本人的紧急查看", "Nobody reviews their own use of break-glass"
