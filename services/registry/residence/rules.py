"""Moving: who can, from when, and what kind of move it is. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.registry.findings import Finding

Kind = Literal["within", "out", "return", "in", "elsewhere"]
Refusal = Literal["not-living", "already-there", "moved-later"]


@dataclass(frozen=True, slots=True)
class Resident:
    """A person as far as residence is concerned."""

    birth_date: date
    living: bool
    division: str
    last_moved_on: date | None = None
    lived_here: bool = False
    """Whether the person has lived in a county of this register before, or is registered in one."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A move as somebody states it."""

    to_division: str
    moved_on: date


def findings(resident: Resident, removal: Removal, today: date) -> list[Finding]:
    """What is wrong with the statement in itself."""
    if removal.moved_on > today:
        return [Finding("moved_on", "move_in_future", "迁移日期在未来", "the move lies in the future")]
    if removal.moved_on < resident.birth_date:
        return [Finding("moved_on", "move_before_birth", "迁移日期早于出生日期", "the move lies before the birth")]
    return []


def refusal(resident: Resident, removal: Removal) -> Refusal | None:
    """Why this person, as the register knows them, cannot have moved so."""
    if not resident.living:
        return "not-living"
    if resident.division == removal.to_division:
        return "already-there"
    if resident.last_moved_on is not None and removal.moved_on < resident.last_moved_on:
        return "moved-later"
    return None


def kind_of(resident: Resident, to_division: str, counties: Collection[str]) -> Kind:
    """``counties`` are the six leading digits of the counties that this register keeps."""
    from_here, to_here = resident.division[:6] in counties, to_division[:6] in counties
    if from_here:
        return "within" if to_here else "out"
    if to_here:
        return "return" if resident.lived_here else "in"
    return "elsewhere"


def moved(resident: Resident, removal: Removal, counties: Collection[str]) -> Resident:
    """The resident after the move."""
    here = resident.lived_here or resident.division[:6] in counties
    return replace(resident, division=removal.to_division, last_moved_on=removal.moved_on, lived_here=here)


def institution_stays() -> Finding:
    """An institution is no family: its members move one by one."""
    return Finding(
        "whole_household", "institution_stays", "集体户不能整户迁移", "an institution does not move as a whole"
    )
