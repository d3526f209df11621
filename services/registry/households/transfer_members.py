"""Let members go from one household to another in one act: what splitting and joining households share."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import outbox
from services.registry.changes import Change
from services.registry.codes import HEAD
from services.registry.households import facts
from services.registry.households.refuse_member import membership, refuse_member
from services.registry.households.rules import may_transfer
from services.registry.households.schemas import RelatedMember
from services.registry.households.tables import Household
from services.registry.persons.facts import changed
from services.registry.persons.tables import Person


async def locked_members(session: AsyncSession, household_id: UUID) -> dict[UUID, Person]:
    """All living members, by id, loaded for update in the order of their ids."""
    members = select(Person).where(Person.household_id == household_id, col(Person.living)).order_by(col(Person.id))
    locked = members.with_for_update().execution_options(populate_existing=True)
    return {person.id: person for person in await session.scalars(locked)}


async def transfer_members(
    session: AsyncSession,
    source: Household,
    target: Household,
    members: dict[UUID, Person],
    going: Sequence[RelatedMember],
    change: Change,
) -> None:
    """Each of ``going`` is a member of ``target`` afterwards and registered where it is, and no longer of ``source``.

    Raises NotAMember, HeadTaken, and HeadMustStay where the head would leave others behind.
    """
    ids = {each.person_id for each in going}
    remaining, head = members.keys() - ids, target.head_id
    for each in going:
        member = members.get(each.person_id)
        known = membership(member) if member is not None else None
        refuse_member(may_transfer(known, each.relation_to_head, head, source.head_id == each.person_id, remaining))
        assert member is not None  # noqa: S101 - refused above
        member.household_id, member.relation_to_head = target.id, each.relation_to_head
        member.registered_division = target.registered_division
        change.stamp(member)
        head = member.id if each.relation_to_head == HEAD else head
        await outbox.add(session, changed(member))
    # Each household changes once, whole: what is written in between would be a version of its own.
    source.head_id = None if source.head_id in ids else source.head_id
    target.head_id = head
    change.stamp(source)
    change.stamp(target)
    await outbox.add(session, facts.changed(source), facts.changed(target))
