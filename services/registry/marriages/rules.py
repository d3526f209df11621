"""What contradicts a marriage, and what it makes of a marital status. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.registry.codes import DIVORCED, FIRST_MARRIAGE, MARRIED, REMARRIED, RESTORED, WIDOWED


@dataclass(frozen=True, slots=True)
class Bond:
    """A registered marriage as somebody else's might contradict it; ``ended_on`` by divorce or death."""

    id: UUID
    married_on: date
    ended_on: date | None


def contradiction(day: date, bonds: Iterable[Bond]) -> Bond | None:
    """A marriage of one of the two that had not ended on ``day``, if there is one."""
    return next((bond for bond in bonds if bond.ended_on is None or bond.ended_on > day), None)


def status_after(before: str | None, had_been_married_to_each_other: bool) -> str:
    """GB/T 2261.2: first marriage, remarried, or restored. One known as married already stays as they are."""
    if before in MARRIED:
        return before or FIRST_MARRIAGE
    if had_been_married_to_each_other:
        return RESTORED
    return REMARRIED if before in (WIDOWED, DIVORCED) else FIRST_MARRIAGE
