"""Registering a birth: what contradicts itself, and where the child belongs. Pure.

Whether the parents are married, permitted, or have other children is no part of any rule here (C1).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.registry.findings import Finding


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent as the register knows them."""

    id: UUID
    birth_date: date
    died_on: date | None
    registered_division: str
    residence_division: str
    residence_address: str | None = None


def findings(born_on: date, mother: Parent | None, father: Parent | None) -> list[Finding]:
    """Facts about the parents that contradict the birth, each at its place."""
    found = []
    for path, parent in (("mother_id", mother), ("father_id", father)):
        if parent is not None and parent.birth_date >= born_on:
            found.append(Finding(path, "parent_not_older", "父母不比子女年长", "a parent is older than the child"))
    if mother is not None and mother.died_on is not None and mother.died_on < born_on:
        zh, en = f"登记的死亡日期为{mother.died_on}", f"registered as dead since {mother.died_on}"
        found.append(Finding("mother_id", "mother_died_before", zh, en))
    if mother is not None and father is not None and mother.id == father.id:
        found.append(Finding("father_id", "parents_are_one", "父母为同一人", "mother and father are one person"))
    return found


@dataclass(frozen=True, slots=True)
class Home:
    """Where a child is registered and lives."""

    registered_division: str | None
    residence_division: str | None
    residence_address: str | None


def home(stated: Home, household_division: str | None, mother: Parent | None, father: Parent | None) -> Home:
    """What is stated, or else the household's, the mother's, the father's, in this order."""
    parents = [parent for parent in (mother, father) if parent is not None]
    lives_with = next((p for p in parents if stated.residence_division in (None, p.residence_division)), None)
    registered = (stated.registered_division, household_division, *(p.registered_division for p in parents))
    return Home(
        registered_division=next(filter(None, registered), None),
        residence_division=stated.residence_division or (lives_with.residence_division if lives_with else None),
        residence_address=stated.residence_address or (lives_with.residence_address if lives_with else None),
    )


def missing(home: Home) -> list[Finding]:
    """What is still unknown of a child's home."""
    places = ("registered_division", "residence_division")
    return [
        Finding(place, "missing", "未填写，也无法从户或父母得知", "not given, and not known from household or parents")
        for place in places
        if getattr(home, place) is None
    ]
