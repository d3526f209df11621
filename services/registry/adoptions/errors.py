"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownAdoption(NotFound):
    """No such adoption, or none of anybody in the caller's area."""

    slug = "unknown-adoption"
    title_zh, title_en = "没有这条收养登记，或不在您的管辖范围内", "No such adoption, or not in your area"


class AlreadyAdopted(Conflict):
    """The child's adoption is registered: ``adoption_id`` and ``adopted_on``. One follows another by revocation."""

    slug = "already-adopted"
    title_zh, title_en = "该子女的收养已经登记", "This child's adoption is registered already"
