"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownBirth(NotFound):
    """No such birth, or none of a child in the caller's area."""

    slug = "unknown-birth"
    title_zh, title_en = "没有这条出生登记，或不在您的管辖范围内", "No such birth, or not in your area"


class BirthCertificateTaken(Conflict):
    """A birth is registered on this certificate already."""

    slug = "birth-certificate-taken"
    title_zh, title_en = "该出生医学证明已经登记", "A birth is registered on this certificate already"


class PersonBuiltOn(Conflict):
    """The birth cannot be revoked: other records build on the child's entry. Deal with those first."""

    slug = "person-built-on"
    title_zh, title_en = "此人名下已有其他登记，不能撤销出生登记", "Other records build on this person's entry"
