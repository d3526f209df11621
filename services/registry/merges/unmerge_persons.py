"""Undo a merge: both entries are persons of their own again.

The merged one comes back as it was, with the rows that named it before. The survivor's fields go back where nobody
changed them since; what was changed or added after the merge stays with the survivor.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, outbox
from chassis.auth import Caller
from contracts.registry import PersonUnmerged
from services.registry.changes import Change
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.households.tables import Household
from services.registry.lock_order import lock_households, lock_with_partners
from services.registry.merges import rules
from services.registry.merges.errors import AlreadyUndone, UnmergeRefused
from services.registry.merges.find_merge import lock_merge
from services.registry.merges.follow_certificates import give_certificates_back
from services.registry.merges.follow_households import give_heads_back
from services.registry.merges.load import values_of, version_of
from services.registry.merges.tables import Merge
from services.registry.merges.unmerge_blockers import blockers
from services.registry.persons.facts import changed, facts_of
from services.registry.persons.tables import Person

_REVIVE = text("SELECT revive_person(:merge, :at, :by, :why)")
_RESTORE = text("SELECT restore_references(:merge, :at, :by, :why)")


async def unmerge_persons(session: AsyncSession, caller: Caller, merge_id: UUID, reason: str) -> Merge:
    """The merge, undone. Raises UnknownMerge, AlreadyUndone, UnmergeRefused."""
    merge = await lock_merge(session, caller, merge_id)
    if merge.undone_at is not None:
        raise AlreadyUndone()
    before = await version_of(session, merge.survivor_id, merge.survivor_before)
    after = await version_of(session, merge.survivor_id, merge.survivor_after)
    old = await version_of(session, merge.merged_id, merge.merged_revision)
    households = await lock_households(session, *_households(merge, before, old))
    await lock_with_partners(session, [merge.survivor_id])
    survivor = await session.get(Person, merge.survivor_id, with_for_update=True, populate_existing=True)
    found = await blockers(session, merge, survivor, before and after, old, households)
    if found or survivor is None or before is None or after is None:
        raise UnmergeRefused(blockers=found)
    change = Change.by_caller(caller, reason, "unmerge", merge.id)
    await _part(session, merge, survivor, rules.taken_back(before, after, values_of(survivor)), households, change)
    await audit.record(session, caller, "unmerge-persons", survivor.id, merged=merge.merged_id, merge=merge.id)
    return merge


def _households(merge: Merge, *versions: Mapping[str, Any] | None) -> list[UUID]:
    ids = [UUID(household_id) for household_id in merge.headed]
    return ids + [v["household_id"] for v in versions if v is not None and v["household_id"] is not None]


async def _part(
    session: AsyncSession,
    merge: Merge,
    survivor: Person,
    taken_back: tuple[dict[str, Any], list[str]],
    households: dict[UUID, Household],
    change: Change,
) -> None:
    back, kept = taken_back
    for column, value in back.items():
        setattr(survivor, column, value)
    change.stamp(survivor)
    # First the survivor gives a unique number back, then the other takes it.
    await session.flush()
    values = {"merge": merge.id, "at": change.at, "by": change.by, "why": change.reason}
    try:
        for statement in (_REVIVE, _RESTORE):
            await session.execute(statement, values)
    except IntegrityError as error:
        constraint = getattr(error.orig.__cause__, "constraint_name", None) if error.orig else None
        raise UnmergeRefused(blockers=[{"kind": "reference", "id": constraint}]) from None
    await give_heads_back(session, households, merge.headed, survivor, change)
    merge.undone_at, merge.undone_by, merge.undo_reason, merge.kept = change.at, change.by, change.reason, kept
    revived = await session.get_one(Person, merge.merged_id, populate_existing=True)
    await settle_widowhood(session, [survivor.id, revived.id], change)
    await give_certificates_back(session, merge.voided)
    await _tell(session, merge, survivor, revived)


async def _tell(session: AsyncSession, merge: Merge, survivor: Person, revived: Person) -> None:
    again = PersonUnmerged(
        person_id=revived.id,
        revision=revived.revision,
        survivor_id=survivor.id,
        merge_id=merge.id,
        facts=facts_of(revived),
    )
    await outbox.add(session, again, changed(survivor))
