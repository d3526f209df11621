"""Reads of deaths."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from chassis.auth import Caller
from chassis.identifiers import division_prefix
from services.registry.deaths.errors import UnknownDeath
from services.registry.deaths.tables import Death
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person
from services.registry.scope import division_range
from services.registry.vital_events import find_event


def _visible(caller: Caller) -> SelectOfScalar[Death]:
    return select(Death).join(Person, col(Person.id) == col(Death.person_id)).where(visible_to(caller))


async def find_death(session: AsyncSession, caller: Caller, death_id: UUID) -> Death:
    """The death of somebody whom the caller may know of. Raises UnknownDeath."""
    return await find_event(session, caller, Death, death_id, UnknownDeath)


async def deaths_in(
    session: AsyncSession,
    caller: Caller,
    *,
    division: str | None,
    died_from: date,
    died_to: date,
    after: tuple[date, UUID],
    limit: int,
) -> Sequence[Death]:
    """Up to ``limit`` + 1 deaths of the days from ``died_from`` to ``died_to``, by day."""
    place = tuple_(col(Death.died_on), col(Death.id))
    found = _visible(caller).where(col(Death.died_on).between(died_from, died_to), place > after)
    if division is not None:
        low, high = division_range(division_prefix(division))
        found = found.where(col(Death.division) >= low, col(Death.division) < high)
    return (await session.scalars(found.order_by(col(Death.died_on), col(Death.id)).limit(limit + 1))).all()
