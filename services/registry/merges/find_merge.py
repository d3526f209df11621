"""Find merges: the one asked for, the one that an old id leads through, those of a person."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.merges.errors import UnknownMerge
from services.registry.merges.stands_for import stands_for
from services.registry.merges.tables import Merge
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person

_PLACES = text("SELECT registered_division, residence_division FROM person_versions WHERE id = :id AND revision = :r")


async def find_merge(session: AsyncSession, caller: Caller, merge_id: UUID) -> Merge:
    """A merge of persons in the caller's area. Raises UnknownMerge."""
    merge = await session.get(Merge, merge_id)
    if merge is None or not await _may_see(session, caller, merge):
        raise UnknownMerge()
    return merge


async def lock_merge(session: AsyncSession, caller: Caller, merge_id: UUID) -> Merge:
    """The merge, to undo it. Raises UnknownMerge."""
    merge = await find_merge(session, caller, merge_id)
    await session.refresh(merge, with_for_update=True)
    return merge


async def merges_of(session: AsyncSession, caller: Caller, person_id: UUID) -> list[Merge]:
    """Merges in which a person survived or went, newest first; those that the caller may know of."""
    mine = (col(Merge.survivor_id) == person_id) | (col(Merge.merged_id) == person_id)
    found = (await session.scalars(select(Merge).where(mine).order_by(col(Merge.id).desc()).limit(100))).all()
    return [merge for merge in found if await _may_see(session, caller, merge)]


async def _may_see(session: AsyncSession, caller: Caller, merge: Merge) -> bool:
    # Who undoes a merge decides about both persons, so both must be theirs: the one here, and the one who was.
    last = await stands_for(session, merge.survivor_id) or merge.survivor_id
    seen = await session.scalar(select(Person.id).where(Person.id == last, visible_to(caller)))
    places = (await session.execute(_PLACES, {"id": merge.merged_id, "r": merge.merged_revision})).one_or_none()
    return seen is not None and (places is None or caller.sees(*places))
