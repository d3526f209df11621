"""Refusals of this feature."""

from chassis.problems import NotFound


class UnknownNotice(NotFound):
    """No such notice, or one to another department."""

    slug = "unknown-correction-notice"
    title_zh, title_en = "没有这条更正通知", "No such notice of a correction"
