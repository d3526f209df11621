"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownDivision(NotFound):
    """No division in use has this code."""

    slug = "unknown-division"
    title_zh, title_en = "没有这个区划", "No such division"


class ImportRunning(Conflict):
    """An import is being carried out; its rows were judged by the divisions as they are."""

    slug = "import-running"
    title_zh, title_en = "正在导入,请稍后再调整区划", "An import is running; change the divisions when it is over"
