"""Load the parents that a birth names, as far as the caller may know of them."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.births.rules import Parent
from services.registry.findings import Finding
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person


class Parents(NamedTuple):
    """Those of the parents that were named and found."""

    mother: Parent | None
    father: Parent | None


async def find_parents(
    session: AsyncSession, caller: Caller, mother_id: UUID | None, father_id: UUID | None
) -> tuple[Parents, list[Finding]]:
    """The parents, and a finding for each that is named but is nobody, or nobody in the caller's area."""
    named = {"mother_id": mother_id, "father_id": father_id}
    ids = [each for each in named.values() if each is not None]
    rows = await session.scalars(select(Person).where(col(Person.id).in_(ids), visible_to(caller)))
    known = {row.id: _parent(row) for row in rows}
    unknown = [
        Finding(path, "unknown_person", "没有这个人，或不在您的管辖范围内", "no such person, or not in your area")
        for path, each in named.items()
        if each is not None and each not in known
    ]
    mother = known.get(mother_id) if mother_id else None
    father = known.get(father_id) if father_id else None
    return Parents(mother, father), unknown


def _parent(person: Person) -> Parent:
    return Parent(
        id=person.id,
        birth_date=person.birth_date,
        died_on=person.died_on,
        registered_division=person.registered_division,
        residence_division=person.residence_division,
        residence_address=person.residence_address,
    )
