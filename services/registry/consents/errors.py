"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownConsent(NotFound):
    """No such consent, or none of a person in the caller's area."""

    slug = "unknown-consent"
    title_zh, title_en = "没有这条同意记录，或不在您的管辖范围内", "No such consent, or not in your area"


class ConsentStands(Conflict):
    """The person has agreed to this purpose already, and has not withdrawn."""

    slug = "consent-stands"
    title_zh, title_en = "此人对该用途的同意仍然有效", "The person's consent to this purpose stands already"
