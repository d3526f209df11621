"""What contradicts a marriage, and what it makes of a marital status. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.registry.codes import DIVORCED, FIRST_MARRIAGE, MARRIED, REMARRIED, RESTORED, WIDOWED
from services.registry.findings import Finding


@dataclass(frozen=True, slots=True)
class Bond:
    """A registered marriage as somebody else's might contradict it; ``ended_on`` by divorce or death."""

    id: UUID
    married_on: date
    ended_on: date | None


def contradiction(day: date, until: date | None, bonds: Iterable[Bond]) -> Bond | None:
    """A marriage of one of the two that shares a day with the one from ``day`` to ``until``, if there is one.

    So a marriage can be told of late, before one that stands, where it is known to have ended by then.
    """
    not_over = (bond for bond in bonds if bond.ended_on is None or bond.ended_on > day)
    return next((bond for bond in not_over if until is None or bond.married_on < until), None)


def first_day(*days: date | None) -> date | None:
    """The day on which a marriage ended: the first of a divorce and the deaths of the two; None while it goes on."""
    return min((day for day in days if day is not None), default=None)


def ends_before(path: str, married_on: date, ended_on: date | None) -> list[Finding]:
    """A marriage cannot begin after its own divorce; both days are named."""
    if ended_on is None or married_on <= ended_on:
        return []
    zh, en = f"结婚日期{married_on}晚于离婚日期{ended_on}", f"married {married_on}, but divorced {ended_on}"
    return [Finding(path, "married_after_divorce", zh, en)]


def status_after(before: str | None, had_been_married_to_each_other: bool) -> str:
    """GB/T 2261.2: first marriage, remarried, or restored. One known as married already stays as they are."""
    if before in MARRIED:
        return before or FIRST_MARRIAGE
    if had_been_married_to_each_other:
        return RESTORED
    return REMARRIED if before in (WIDOWED, DIVORCED) else FIRST_MARRIAGE
