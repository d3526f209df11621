"""Load the two entries that a caller names, and what the rules need to know of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.births.tables import Birth
from services.registry.merges.rules import FIELDS, Entry, Kin
from services.registry.persons.find_person import find_person, lock_person
from services.registry.persons.identity import open_identifiers
from services.registry.persons.tables import Person

COLUMNS = tuple(column for columns in FIELDS.values() for column in columns)


async def two_persons(
    session: AsyncSession, caller: Caller, one: UUID, other: UUID, *, lock: bool
) -> tuple[Person, Person]:
    """Both, in the order asked for; locked in the order of their ids. Raises UnknownPerson."""
    find = lock_person if lock else find_person
    found = {person_id: await find(session, caller, person_id) for person_id in sorted((one, other))}
    return found[one], found[other]


def entry_of(person: Person, sealer: Sealer) -> Entry:
    """The person as the rules see them."""
    opened = open_identifiers(sealer, None, None, person.phone_sealed)
    return Entry(values_of(person), person.valid_from, opened.phone)


def values_of(person: Person) -> dict[str, Any]:
    """The columns that a merge decides about."""
    return {column: getattr(person, column) for column in COLUMNS}


async def kin_of(session: AsyncSession, person_id: UUID) -> Kin:
    """Parents and children by registered births."""
    mine = or_(col(Birth.person_id) == person_id, col(Birth.mother_id) == person_id, col(Birth.father_id) == person_id)
    births = (await session.scalars(select(Birth).where(mine, Birth.state != "revoked"))).all()
    parents = [p for b in births if b.person_id == person_id for p in (b.mother_id, b.father_id) if p is not None]
    children = [b.person_id for b in births if b.person_id != person_id]
    return Kin(frozenset(parents), frozenset(children))


async def version_of(session: AsyncSession, person_id: UUID, revision: int) -> Mapping[str, Any] | None:
    """A person's columns as they were in one revision; None where that version was erased."""
    for table in ("persons", "person_versions"):
        query = text(f"SELECT {', '.join(COLUMNS)} FROM {table} WHERE id = :id AND revision = :revision")
        row = (await session.execute(query, {"id": person_id, "revision": revision})).mappings().one_or_none()
        if row is not None:
            return dict(row)
    return None
