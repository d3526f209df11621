"""Take a person out of a household; they keep their registration until they join another."""

from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, outbox
from chassis.auth import Caller
from services.registry.changes import Change
from services.registry.households import facts, rules
from services.registry.households.find_household import lock_household
from services.registry.households.refuse_member import membership, refuse_member
from services.registry.households.tables import Household
from services.registry.persons.facts import changed
from services.registry.persons.find_person import lock_person
from services.registry.persons.tables import Person


async def leave_household(session: AsyncSession, caller: Caller, household_id: UUID, person_id: UUID) -> Household:
    """Raises UnknownHousehold, UnknownPerson, NotAMember, HeadMustStay."""
    household = await lock_household(session, caller, household_id)
    person = await lock_person(session, caller, person_id)
    members = await _living_members(session, household_id)
    refuse_member(rules.may_leave(membership(person), household_id, household.head_id, members))
    change = Change.by_caller(caller, "leave-household")
    person.household_id = person.relation_to_head = None
    change.stamp(person)
    await outbox.add(session, changed(person))
    if household.head_id == person.id:
        household.head_id = None
        change.stamp(household)
        await outbox.add(session, facts.changed(household))
    await audit.record(session, caller, "leave-household", person.id, household=household.id)
    return household


async def _living_members(session: AsyncSession, household_id: UUID) -> int:
    count = select(func.count()).where(col(Person.household_id) == household_id, col(Person.living))
    return (await session.scalars(count)).one()
