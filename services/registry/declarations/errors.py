"""Refusals of this feature."""

from chassis.problems import NotFound


class UnknownDeclaration(NotFound):
    """No such declaration, or none taken in the caller's area."""

    slug = "unknown-declaration"
    title_zh, title_en = "没有这条申报，或不在您的管辖范围内", "No such declaration, or not in your area"
