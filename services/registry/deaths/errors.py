"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownDeath(NotFound):
    """No such death, or none of a person in the caller's area."""

    slug = "unknown-death"
    title_zh, title_en = "没有这条死亡登记，或不在您的管辖范围内", "No such death, or not in your area"


class DeathAlreadyRegistered(Conflict):
    """The person's death is registered; ``death_id`` and ``died_on`` say as what."""

    slug = "death-already-registered"
    title_zh, title_en = "此人的死亡已经登记", "This person's death is registered already"


class DeathCertificateTaken(Conflict):
    """A death is registered on this certificate already."""

    slug = "death-certificate-taken"
    title_zh, title_en = "该死亡证明已经登记", "A death is registered on this certificate already"
