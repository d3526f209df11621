"""Reads of households and their members."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from chassis.identifiers import division_prefix
from services.registry.households.tables import Household
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person
from services.registry.scope import division_range


async def households_in(
    session: AsyncSession,
    caller: Caller,
    *,
    division: str | None,
    number: str | None,
    after: tuple[str, str],
    limit: int,
) -> Sequence[Household]:
    """Up to ``limit`` + 1 households registered in the caller's area, by registered division and number."""
    code = col(Household.registered_division)
    place = tuple_(code, col(Household.number))
    low, high = division_range(caller.scope_prefix)
    found = select(Household).where(code >= low, code < high, place > max(after, (low, "")))
    if division is not None:
        low, high = division_range(division_prefix(division))
        found = found.where(code >= low, code < high)
    if number is not None:
        found = found.where(Household.number == number)
    return (await session.scalars(found.order_by(code, col(Household.number)).limit(limit + 1))).all()


async def members_of(
    session: AsyncSession, caller: Caller, household_id: UUID, after: UUID, limit: int
) -> Sequence[Person]:
    """Up to ``limit`` + 1 members, living or dead, by id; those that the caller may know of."""
    members = select(Person).where(Person.household_id == household_id, col(Person.id) > after, visible_to(caller))
    return (await session.scalars(members.order_by(col(Person.id)).limit(limit + 1))).all()
