"""Take a person out of a household; they keep their registration until they join another."""

from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, outbox
from chassis.auth import Caller
from chassis.cloudevents import DomainEvent
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.documents.keep_document import keep_shown
from services.registry.households import facts, rules
from services.registry.households.find_household import lock_household
from services.registry.households.refuse_member import membership, refuse_member
from services.registry.households.schemas import LeaveEntry
from services.registry.households.tables import Household
from services.registry.persons.facts import changed
from services.registry.persons.find_person import lock_person
from services.registry.persons.tables import Person


async def leave_household(
    session: AsyncSession, sealer: Sealer, caller: Caller, household_id: UUID, entry: LeaveEntry
) -> Household:
    """Raises UnknownHousehold, UnknownPerson, NotAMember, HeadMustStay."""
    household = await lock_household(session, caller, household_id)
    person = await lock_person(session, caller, entry.person_id)
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, entry.reason, document_id=document_id)
    told = await take_out(session, household, person, change)
    change.stamp(person)
    await outbox.add(session, changed(person), *told)
    await audit.record(session, caller, "leave-household", person.id, household=household.id)
    return household


async def take_out(session: AsyncSession, household: Household, person: Person, change: Change) -> list[DomainEvent]:
    """End the membership, both loaded for update; what is to be told of the household.

    The person's next version, and telling, are the caller's: so a household left and one joined are one change.

    Raises NotAMember, and HeadMustStay for a head who would leave others behind.
    """
    members = await _living_members(session, household.id)
    refuse_member(rules.may_leave(membership(person), household.id, household.head_id, members))
    person.household_id = person.relation_to_head = None
    if household.head_id != person.id:
        return []
    household.head_id = None
    change.stamp(household)
    return [facts.changed(household)]


async def _living_members(session: AsyncSession, household_id: UUID) -> int:
    count = select(func.count()).where(col(Person.household_id) == household_id, col(Person.living))
    return (await session.scalars(count)).one()
