"""What kind of movement a move is, seen from one county, and who has to be named in its declaration. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Direction = Literal["left", "arrived", "within"]
Kind = Literal["left", "arrived", "returned", "moved-on", "within"]
Pattern = Literal["lasting", "seasonal", "circular"]
"""As the person says it: for good, for a season of each year, or to and fro."""

_COUNTY = 6


def direction_of(from_division: str, to_division: str, prefix: str) -> Direction | None:
    """``left``, ``arrived`` or ``within`` the divisions that begin with ``prefix``; None where it touches none."""
    was_here, is_here = from_division.startswith(prefix), to_division.startswith(prefix)
    if was_here and is_here:
        return "within"
    if was_here:
        return "left"
    return "arrived" if is_here else None


def kind_of(from_division: str, to_division: str, registered_division: str, county: str, lived_here: bool) -> Kind:
    """Seen from ``county`` (6 digits). Who is registered here, or lived here before, returns; others arrive."""
    was_here, is_here = from_division[:_COUNTY] == county, to_division[:_COUNTY] == county
    if was_here:
        return "within" if is_here else "left"
    if is_here:
        return "returned" if lived_here or registered_division[:_COUNTY] == county else "arrived"
    return "moved-on"


@dataclass(frozen=True, slots=True)
class Member:
    """A living member of a household, as far as a declaration is concerned."""

    person_id: UUID
    birth_date: date
    residence_division: str


def is_child(birth_date: date, on: date, below_years: int) -> bool:
    """Whether the person has not completed ``below_years`` years on that day."""
    years = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    return years < below_years


def children_not_named(
    household: Iterable[Member], movers: Collection[UUID], stayed: Collection[UUID], on: date, below_years: int
) -> list[UUID]:
    """Children of the movers' household who are said neither to have come along nor to have stayed behind.

    Only those who lived with a mover until now: a child who lives elsewhere already is not left behind by this move.
    """
    household = list(household)
    homes = {member.residence_division for member in household if member.person_id in movers}
    named = {*movers, *stayed}
    return [
        member.person_id
        for member in household
        if member.person_id not in named
        and member.residence_division in homes
        and is_child(member.birth_date, on, below_years)
    ]
