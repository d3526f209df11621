"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownSession(NotFound):
    """There is no such meeting."""

    slug = "unknown-session"
    title_zh, title_en = "没有这次对账会议", "No such meeting"


class SessionExists(Conflict):
    """The month has its meeting already; ``session_id`` names it."""

    slug = "session-exists"
    title_zh, title_en = "该月份的会议已经建立", "The month has its meeting already"


class SessionNotInState(Conflict):
    """The step is not possible from the meeting's state."""

    slug = "session-not-in-state"
    title_zh, title_en = "会议当前状态下不能这样做", "Not possible in the meeting's state"


class MinutesNotSigned(Conflict):
    """The meeting closes when everybody present has signed its minutes; ``missing`` names who has not."""

    slug = "minutes-not-signed"
    title_zh, title_en = "会议纪要尚未全部签署", "The minutes are not signed by everybody"
