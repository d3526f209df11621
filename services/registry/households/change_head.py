"""Make another member the head of a household."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.codes import HEAD
from services.registry.documents.keep_document import keep_shown
from services.registry.households import facts, rules
from services.registry.households.expect_household import expect_household
from services.registry.households.find_household import lock_household
from services.registry.households.refuse_member import membership, refuse_member
from services.registry.households.schemas import HeadEntry
from services.registry.households.tables import Household
from services.registry.lock_order import lock_people
from services.registry.persons.facts import changed
from services.registry.persons.find_person import lock_person
from services.registry.persons.tables import Person


async def change_head(
    session: AsyncSession, sealer: Sealer, caller: Caller, household_id: UUID, if_match: str | None, entry: HeadEntry
) -> Household:
    """The household under its new head; naming the present head changes nothing.

    Relations are told from the head: the former head's is set to what the entry says, others stay to be corrected.
    Raises UnknownHousehold, UnknownPerson, RevisionMissing, RevisionStale, NotAMember, PersonNotLiving.
    """
    household = await lock_household(session, caller, household_id)
    await expect_household(session, household, if_match)
    await lock_people(session, {entry.person_id, household.head_id or entry.person_id})
    person = await lock_person(session, caller, entry.person_id)
    refuse_member(rules.may_head(membership(person), household_id))
    if household.head_id == person.id:
        return household
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, entry.reason, document_id=document_id)
    former = household.head_id
    household.head_id = person.id
    change.stamp(household)
    await outbox.add(session, facts.changed(household))
    if former is not None:
        await _relate(session, former, entry.former_head_relation, change)
    await _relate(session, person.id, HEAD, change)
    await audit.record(session, caller, "change-head", household.id, head=person.id, former=former)
    return household


async def _relate(session: AsyncSession, person_id: UUID, relation: str | None, change: Change) -> None:
    # The former head may live outside the caller's area; the household is the caller's, so the change is.
    person = await session.get_one(Person, person_id, with_for_update=True)
    person.relation_to_head = relation
    change.stamp(person)
    await outbox.add(session, changed(person))
