"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownMarriage(NotFound):
    """No such marriage, or none of anybody in the caller's area."""

    slug = "unknown-marriage"
    title_zh, title_en = "没有这条结婚登记，或不在您的管辖范围内", "No such marriage, or not in your area"


class AlreadyMarried(Conflict):
    """One of them was married on that day, or has married since: ``marriage_id``, ``married_on``, ``ended_on``."""

    slug = "already-married"
    title_zh, title_en = "登记的婚姻与此矛盾", "A registered marriage contradicts this"


class MarriageBuiltOn(Conflict):
    """A divorce of this marriage is registered; it has to be revoked first."""

    slug = "marriage-built-on"
    title_zh, title_en = (
        "该婚姻已登记离婚，须先撤销离婚登记",
        "A divorce of this marriage is registered; revoke that first",
    )
