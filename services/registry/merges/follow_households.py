"""What merging two entries, or parting them again, means for the heads of their households."""

from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import outbox
from services.registry.changes import Change
from services.registry.codes import HEAD
from services.registry.households import facts
from services.registry.households.errors import HeadMustStay
from services.registry.households.tables import Household
from services.registry.persons.tables import Person


async def hand_over_heads(
    session: AsyncSession, households: dict[UUID, Household], survivor: Person, merged: Person, change: Change
) -> dict[str, str]:
    """After the survivor's registration is chosen: they head what either headed, where they belong to it.

    Gives who headed before. Raises HeadMustStay for a household with other members that would lose its head.
    """
    headed: dict[str, str] = {}
    theirs = [h for h in households.values() if h.head_id in (survivor.id, merged.id)]
    if survivor.household_id in {household.id for household in theirs}:
        survivor.relation_to_head = HEAD
    for household in theirs:
        stays = survivor.household_id == household.id
        if not stays and await _others(session, household.id, survivor.id, merged.id):
            raise HeadMustStay(household_id=str(household.id))
        head = survivor.id if stays else None
        if household.head_id != head:
            headed[str(household.id)] = str(household.head_id)
            await _head(session, household, head, change)
    return headed


async def give_heads_back(
    session: AsyncSession, households: dict[UUID, Household], headed: dict[str, str], survivor: Person, change: Change
) -> None:
    """Undo ``hand_over_heads``; the caller has made sure that nobody else became head meanwhile."""
    for household_id, before in headed.items():
        household = households[UUID(household_id)]
        if UUID(before) == survivor.id and survivor.household_id != household.id:
            continue
        await _head(session, household, UUID(before), change)


async def _head(session: AsyncSession, household: Household, head: UUID | None, change: Change) -> None:
    household.head_id = head
    change.stamp(household)
    await outbox.add(session, facts.changed(household))


async def _others(session: AsyncSession, household_id: UUID, *besides: UUID) -> int:
    count = select(func.count()).where(
        col(Person.household_id) == household_id, col(Person.living), col(Person.id).not_in(besides)
    )
    return (await session.scalars(count)).one()
