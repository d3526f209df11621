"""A household as it was on any day, with the members it had then."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.history import Version, as_of, known_by
from services.registry.households.expect_household import COLUMNS
from services.registry.households.find_household import find_household
from services.registry.households.schemas import HouseholdOut
from services.registry.persons.errors import NotYetRegistered
from services.registry.persons.find_person import visible_to
from services.registry.persons.recall_person import COLUMNS as PERSON_COLUMNS
from services.registry.persons.schemas import PersonOut
from services.registry.persons.show_person import show_row
from services.registry.persons.tables import Person
from services.registry.read_versions import end_of, ever_members, household_versions, person_versions


async def recall_household(
    session: AsyncSession, caller: Caller, household_id: UUID, day: date, known_on: date | None
) -> HouseholdOut:
    """The household on ``day``, as known by the end of ``known_on``. Raises UnknownHousehold, NotYetRegistered."""
    await find_household(session, caller, household_id)
    versions = (await household_versions(session, [household_id], COLUMNS))[household_id]
    held = _held(versions, day, known_on)
    if held is None:
        raise NotYetRegistered(since=versions[0].happened_on)
    return HouseholdOut.model_validate({"id": household_id, **held})


async def recall_members(
    session: AsyncSession, sealer: Sealer, caller: Caller, household_id: UUID, day: date, known_on: date | None
) -> list[PersonOut]:
    """The members on ``day``, by id, each as they were then; those that the caller may know of.

    Raises UnknownHousehold.
    """
    await find_household(session, caller, household_id)
    versions = await person_versions(session, await members_ever(session, caller, household_id), PERSON_COLUMNS)
    held = ({"id": each, **(_held(theirs, day, known_on) or {})} for each, theirs in versions.items())
    return [show_row(person, sealer) for person in held if person.get("household_id") == household_id]


async def members_ever(session: AsyncSession, caller: Caller, household_id: UUID) -> Sequence[UUID]:
    """Everybody who is, or ever was, a member and whom the caller may know of, by id."""
    ids = await ever_members(session, household_id)
    known = select(col(Person.id)).where(col(Person.id).in_(ids), visible_to(caller)).order_by(col(Person.id))
    return (await session.scalars(known)).all()


def _held(versions: list[Version], day: date, known_on: date | None) -> dict[str, Any] | None:
    return as_of(versions if known_on is None else known_by(versions, end_of(known_on)), day)
