"""What contradicts an adoption. Pure: whether it was allowed is for those to say who decided it."""

from datetime import date

from services.registry.findings import Finding


def findings(child_born: date, adopters: dict[str, date]) -> list[Finding]:
    """Adopters (field → birth date) who are not older than the child, with both days."""
    return [
        Finding(
            path,
            "adopter_not_older",
            f"收养人出生于{born}，子女出生于{child_born}",
            f"born {born}, the child {child_born}",
        )
        for path, born in adopters.items()
        if born >= child_born
    ]
