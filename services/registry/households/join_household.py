"""Take a person into a household."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.codes import HEAD
from services.registry.documents.keep_document import keep_shown
from services.registry.faults import refuse
from services.registry.households import facts, rules
from services.registry.households.find_household import lock_household
from services.registry.households.refuse_member import membership, refuse_member
from services.registry.households.schemas import MemberEntry
from services.registry.households.tables import Household
from services.registry.persons.add_person import add_person
from services.registry.persons.facts import changed
from services.registry.persons.find_person import lock_person
from services.registry.persons.tables import Person


async def join_household(
    session: AsyncSession, sealer: Sealer, caller: Caller, household_id: UUID, entry: MemberEntry
) -> Household:
    """Take somebody in whom the register knows; their registration becomes the household's.

    Raises UnknownHousehold, UnknownPerson, PersonNotLiving, InAnotherHousehold, HeadTaken.
    """
    household = await lock_household(session, caller, household_id)
    person = await lock_person(session, caller, entry.person_id)
    if person.household_id == household.id and person.relation_to_head == entry.relation_to_head:
        return household
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, entry.reason, document_id=document_id)
    await take_in(session, household, person, entry.relation_to_head, change)
    await audit.record(session, caller, "join-household", person.id, household=household.id)
    return household


async def take_in(
    session: AsyncSession, household: Household, person: Person, relation: str | None, change: Change
) -> None:
    """Make ``person`` a member, both loaded for update, and tell of it. Raises as ``join_household``."""
    against = {"current_household_id": person.household_id, "head_id": household.head_id, "died_on": person.died_on}
    refuse_member(rules.may_join(membership(person), relation, household.head_id), **against)
    person.household_id, person.relation_to_head = household.id, relation
    person.registered_division = household.registered_division
    change.stamp(person)
    await outbox.add(session, changed(person))
    await _head_if_so(session, household, person, change)


async def join_new_person(
    session: AsyncSession,
    caller: Caller,
    person: Person,
    household_id: UUID | None,
    relation: str | None,
    change: Change,
) -> None:
    """Put ``person`` into the register, as a member from the start where a household is named.

    Raises UnknownHousehold, HeadTaken, NumberTaken, and BadPayload where the two are registered in different places.
    """
    if household_id is None:
        await add_person(session, person)
        return
    household = await lock_household(session, caller, household_id)
    if household.registered_division != person.registered_division:
        refuse([rules.registered_elsewhere("registered_division")])
    refuse_member(rules.may_join(membership(person), relation, household.head_id))
    person.household_id, person.relation_to_head = household.id, relation
    await add_person(session, person)
    await _head_if_so(session, household, person, change)


async def _head_if_so(session: AsyncSession, household: Household, person: Person, change: Change) -> None:
    if person.relation_to_head == HEAD:
        household.head_id = person.id
        change.stamp(household)
        await outbox.add(session, facts.changed(household))
