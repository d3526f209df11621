"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownBirth(NotFound):
    """No such birth, or none of a child in the caller's area."""

    slug = "unknown-birth"
    title_zh, title_en = "没有这条出生登记,或不在您的管辖范围内", "No such birth, or not in your area"


class BirthCertificateTaken(Conflict):
    """A birth is registered on this certificate already."""

    slug = "birth-certificate-taken"
    title_zh, title_en = "该出生医学证明已经登记", "A birth is registered on this certificate already"
