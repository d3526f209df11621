"""Load the household that a caller names, if the caller may know of it."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from chassis.problems import NotAllowed
from services.registry.households.errors import UnknownHousehold
from services.registry.households.tables import Household
from services.registry.persons.find_person import visible_to as person_visible_to
from services.registry.persons.tables import Person
from services.registry.scope import division_range


def visible_to(caller: Caller) -> ColumnElement[bool]:
    """Households registered in the caller's area, or with a member who lives there."""
    low, high = division_range(caller.scope_prefix)
    code = col(Household.registered_division)
    member = exists().where(col(Person.household_id) == col(Household.id), person_visible_to(caller))
    return or_(and_(code >= low, code < high), member)


async def find_household(session: AsyncSession, caller: Caller, household_id: UUID) -> Household:
    """The household, to read. Raises UnknownHousehold."""
    wanted = select(Household).where(Household.id == household_id, visible_to(caller))
    found = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise UnknownHousehold()
    return found


async def lock_household(session: AsyncSession, caller: Caller, household_id: UUID) -> Household:
    """The household, to change it or its members; one at a time. Raises UnknownHousehold.

    Raises NotAllowed where it is known to the caller through a resident, but registered elsewhere.
    """
    known = await find_household(session, caller, household_id)
    if not caller.sees(known.registered_division):
        raise NotAllowed("该户不在您的辖区登记", "The household is registered outside your area")
    mine = select(Household).where(Household.id == household_id).with_for_update()
    return (await session.scalars(mine.execution_options(populate_existing=True))).one()
