"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownAccount(NotFound):
    """No account has this name."""

    slug = "unknown-sign-in-account"
    title_zh, title_en = "没有这个账号", "No such account"


class UnknownSession(NotFound):
    """No session of this id runs."""

    slug = "unknown-sign-in-session"
    title_zh, title_en = "没有这个正在使用的会话", "No such session is running"


class OwnAccount(Conflict):
    """Nobody administers their own account: another administrator does."""

    slug = "own-account"
    title_zh, title_en = "不能办理本人的账号，请由另一名管理员办理", "Nobody administers their own account"
