"""Reads of births."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from chassis.auth import Caller
from chassis.identifiers import division_prefix
from services.registry.births.errors import UnknownBirth
from services.registry.births.tables import Birth
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person
from services.registry.scope import division_range
from services.registry.vital_events import find_event


def _visible(caller: Caller) -> SelectOfScalar[Birth]:
    return select(Birth).join(Person, col(Person.id) == col(Birth.person_id)).where(visible_to(caller))


async def find_birth(session: AsyncSession, caller: Caller, birth_id: UUID) -> Birth:
    """The birth of a child whom the caller may know of. Raises UnknownBirth."""
    return await find_event(session, caller, Birth, birth_id, UnknownBirth)


async def births_in(
    session: AsyncSession,
    caller: Caller,
    *,
    division: str | None,
    born_from: date,
    born_to: date,
    after: tuple[date, UUID],
    limit: int,
) -> Sequence[Birth]:
    """Up to ``limit`` + 1 births of the days from ``born_from`` to ``born_to``, by day."""
    place = tuple_(col(Birth.born_on), col(Birth.id))
    found = _visible(caller).where(col(Birth.born_on).between(born_from, born_to), place > after)
    if division is not None:
        low, high = division_range(division_prefix(division))
        found = found.where(col(Birth.division) >= low, col(Birth.division) < high)
    return (await session.scalars(found.order_by(col(Birth.born_on), col(Birth.id)).limit(limit + 1))).all()
