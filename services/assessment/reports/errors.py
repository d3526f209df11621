"""Refusals about bulletins."""

from chassis.problems import Conflict, NotFound


class UnknownBulletin(NotFound):
    """No such bulletin."""

    slug = "unknown-bulletin"
    title_zh, title_en = "没有这份月报", "No such bulletin"


class BulletinTooEarly(Conflict):
    """A month's bulletin is issued after its last day; ``begins`` is the first day on which it can be."""

    slug = "bulletin-too-early"
    title_zh, title_en = "该月尚未结束", "The month is not over"


class BulletinIssued(Conflict):
    """The month's bulletin is out; to issue it again a reason is needed."""

    slug = "bulletin-issued"
    title_zh, title_en = "该月月报已发布", "The month's bulletin is out already"
