"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownDivision(NotFound):
    """No division in use has this code."""

    slug = "unknown-division"
    title_zh, title_en = "没有这个区划", "No such division"


class UnknownAnnouncement(NotFound):
    """No such announcement."""

    slug = "unknown-announcement"
    title_zh, title_en = "没有这条区划调整预告", "No such announcement"


class AnnouncementSettled(Conflict):
    """The announced change was made, failed or was withdrawn already; ``state`` says which."""

    slug = "announcement-settled"
    title_zh, title_en = "该预告已经办结", "The announcement is settled already"


class ImportRunning(Conflict):
    """An import is being carried out; its rows were judged by the divisions as they are."""

    slug = "import-running"
    title_zh, title_en = "正在导入，请稍后再调整区划", "An import is running; change the divisions when it is over"
