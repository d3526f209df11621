"""Load the person that a caller names, if the caller may know of them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.merges.errors import PersonMergedInto
from services.registry.merges.stands_for import stands_for
from services.registry.persons.errors import UnknownPerson
from services.registry.persons.tables import Person
from services.registry.scope import division_range

_PERSONS = "/api/registry/v1/persons"


def visible_to(caller: Caller) -> ColumnElement[bool]:
    """Persons who live or are registered in the caller's area."""
    low, high = division_range(caller.scope_prefix)
    columns = (col(Person.residence_division), col(Person.registered_division))
    return or_(*(and_(column >= low, column < high) for column in columns))


async def find_person(session: AsyncSession, caller: Caller, person_id: UUID) -> Person:
    """The person, to read. Raises UnknownPerson for nobody and for somebody outside the caller's area.

    For an entry that was merged, the problem names the one that stands for it.
    """
    found = await _one(session, caller, person_id, lock=False)
    if found is None:
        raise UnknownPerson(merged_into=str(await _survivor(session, caller, person_id)))
    return found


async def find_or_lead(session: AsyncSession, caller: Caller, person_id: UUID) -> Person:
    """As ``find_person``, but an entry that was merged leads there. Raises UnknownPerson, PersonMergedInto."""
    found = await _one(session, caller, person_id, lock=False)
    if found is None:
        survivor = await _survivor(session, caller, person_id)
        raise PersonMergedInto(merged_into=str(survivor), headers={"Location": f"{_PERSONS}/{survivor}"})
    return found


async def lock_person(session: AsyncSession, caller: Caller, person_id: UUID) -> Person:
    """The person, to change: nobody else changes them until this transaction ends.

    Raises UnknownPerson; for an entry that was merged it names the one that stands for it.
    """
    found = await _one(session, caller, person_id, lock=True)
    if found is None:
        raise UnknownPerson(merged_into=str(await _survivor(session, caller, person_id)))
    return found


async def _survivor(session: AsyncSession, caller: Caller, person_id: UUID) -> UUID:
    survivor_id = await stands_for(session, person_id)
    if survivor_id is None or await _one(session, caller, survivor_id, lock=False) is None:
        raise UnknownPerson()
    return survivor_id


async def _one(session: AsyncSession, caller: Caller, person_id: UUID, *, lock: bool) -> Person | None:
    wanted = select(Person).where(Person.id == person_id, visible_to(caller))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(wanted)).one_or_none()
