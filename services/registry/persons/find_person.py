"""Load the person that a caller names, if the caller may know of them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.persons.errors import UnknownPerson
from services.registry.persons.tables import Person
from services.registry.scope import division_range


def visible_to(caller: Caller) -> ColumnElement[bool]:
    """Persons who live or are registered in the caller's area."""
    low, high = division_range(caller.scope_prefix)
    columns = (col(Person.residence_division), col(Person.registered_division))
    return or_(*(and_(column >= low, column < high) for column in columns))


async def find_person(session: AsyncSession, caller: Caller, person_id: UUID) -> Person:
    """The person, to read. Raises UnknownPerson for nobody and for somebody outside the caller's area."""
    return await _one(session, caller, person_id, lock=False)


async def lock_person(session: AsyncSession, caller: Caller, person_id: UUID) -> Person:
    """The person, to change: nobody else changes them until this transaction ends. Raises UnknownPerson."""
    return await _one(session, caller, person_id, lock=True)


async def _one(session: AsyncSession, caller: Caller, person_id: UUID, *, lock: bool) -> Person:
    wanted = select(Person).where(Person.id == person_id, visible_to(caller))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise UnknownPerson()
    return found
