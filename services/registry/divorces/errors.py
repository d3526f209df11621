"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownDivorce(NotFound):
    """No such divorce, or none of anybody in the caller's area."""

    slug = "unknown-divorce"
    title_zh, title_en = "没有这条离婚登记，或不在您的管辖范围内", "No such divorce, or not in your area"


class MarriedSince(Conflict):
    """One of them has married since, which stands on the divorce: ``marriage_id`` and ``married_on``."""

    slug = "married-since"
    title_zh, title_en = "其中一方此后已再婚", "One of them has married since"
