"""What stands in the way of undoing a merge, each thing with its kind and id."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.households.tables import Household
from services.registry.merges.tables import Merge
from services.registry.persons.tables import Person

Blocker = dict[str, str | None]


async def blockers(
    session: AsyncSession,
    merge: Merge,
    survivor: Person | None,
    both_versions: Mapping[str, Any] | None,
    old: Mapping[str, Any] | None,
    households: dict[UUID, Household],
) -> list[Blocker]:
    """All of them; an empty list says that the merge can be undone."""
    # Merges of one person are undone in the reverse order: each was decided on what the one before had made.
    found: list[Blocker] = [{"kind": "later-merge", "id": str(m)} for m in await _later(session, merge)]
    if survivor is None and not found:
        found.append({"kind": "survivor-gone", "id": str(merge.survivor_id)})
    if both_versions is None or old is None:
        found.append({"kind": "history-erased", "id": str(merge.merged_id if old is None else merge.survivor_id)})
    if old is not None:
        found += await _of_number(session, merge, old)
        if old["household_id"] is not None and old["household_id"] not in households:
            found.append({"kind": "household-gone", "id": str(old["household_id"])})
    return found + _of_heads(merge, households)


async def _later(session: AsyncSession, merge: Merge) -> list[UUID]:
    standing = select(Merge.id).where(
        or_(col(Merge.survivor_id) == merge.survivor_id, col(Merge.merged_id) == merge.survivor_id),
        col(Merge.undone_at).is_(None),
        col(Merge.id) > merge.id,
    )
    return list((await session.scalars(standing.order_by(col(Merge.id)))).all())


async def _of_number(session: AsyncSession, merge: Merge, old: Mapping[str, Any]) -> list[Blocker]:
    if old["citizen_number_index"] is None:
        return []
    holder = select(Person.id).where(
        col(Person.citizen_number_index) == old["citizen_number_index"], col(Person.id) != merge.survivor_id
    )
    return [{"kind": "number-taken", "id": str(i)} for i in (await session.scalars(holder)).all()]


def _of_heads(merge: Merge, households: dict[UUID, Household]) -> list[Blocker]:
    found: list[Blocker] = []
    for household_id in merge.headed:
        household = households.get(UUID(household_id))
        if household is None:
            found.append({"kind": "household-gone", "id": household_id})
        elif household.head_id not in (None, merge.survivor_id):
            found.append({"kind": "head-taken", "id": household_id})
    return found
