"""Merge two entries of one person: one stays, with the chosen value of each field; the other leads to it.

The merged entry leaves ``persons`` (its versions stay in the history), so that nobody is found or counted twice.
Every row of the register that named it names the survivor, and the other services hear of it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, outbox
from chassis.auth import Caller
from chassis.concurrency import RevisionStale
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import DeathRegistered, PersonMerged
from services.registry.changes import Change
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.lock_order import lock_homes, lock_households, lock_with_partners
from services.registry.merges import rules
from services.registry.merges.errors import MergeContradiction
from services.registry.merges.follow_certificates import valid_certificates, voided_of
from services.registry.merges.follow_households import hand_over_heads
from services.registry.merges.load import entry_of, kin_of, two_persons
from services.registry.merges.schemas import MergeEntry
from services.registry.merges.tables import Merge
from services.registry.persons.facts import changed
from services.registry.persons.tables import Person

_REPOINT = text("SELECT repointed, set_aside FROM repoint_references(:gone, :stays, :merge, :at, :by, :why)")


async def merge_persons(session: AsyncSession, sealer: Sealer, caller: Caller, entry: MergeEntry) -> Merge:
    """The merge. Raises BadPayload, UnknownPerson, RevisionStale, MergeContradiction, HeadMustStay."""
    if entry.survivor_id == entry.merged_id:
        refuse([Finding("merged_id", "same_entry", "两条记录相同", "both are the same entry")])
    both = (entry.survivor_id, entry.merged_id)
    await lock_homes(session, both)
    await lock_with_partners(session, both)
    survivor, merged = await two_persons(session, caller, *both, lock=True)
    _expect(entry, survivor, merged)
    choices = await _choices(session, sealer, entry, survivor, merged)
    change = Change.by_caller(caller, entry.reason, "merge", new_id())
    merge = await _carry_out(session, survivor, merged, choices, change)
    await audit.record(session, caller, "merge-persons", survivor.id, merged=merged.id, merge=merge.id, choices=choices)
    return merge


def _expect(entry: MergeEntry, survivor: Person, merged: Person) -> None:
    if (survivor.revision, merged.revision) != (entry.survivor_revision, entry.merged_revision):
        raise RevisionStale(current={"survivor": survivor.revision, "merged": merged.revision})


async def _choices(
    session: AsyncSession, sealer: Sealer, entry: MergeEntry, survivor: Person, merged: Person
) -> dict[str, rules.Side]:
    against = rules.contradiction(survivor.id, merged.id, await kin_of(session, survivor.id))
    if against:
        raise MergeContradiction(contradiction=against)
    chosen: dict[str, rules.Side] = {str(field): side for field, side in entry.choices.items()}
    compared = rules.compare(entry_of(survivor, sealer), entry_of(merged, sealer))
    wrong = rules.undecidable(compared, chosen)
    refuse([Finding(f"choices/{f}", "death_stands", "死亡登记须保留", "a registered death stands") for f in wrong])
    return rules.choose(compared, chosen)


async def _carry_out(
    session: AsyncSession, survivor: Person, merged: Person, choices: dict[str, rules.Side], change: Change
) -> Merge:
    households = await lock_households(session, survivor.household_id, merged.household_id)
    before, was_living = survivor.revision, survivor.living
    certificates = await valid_certificates(session, survivor.id, merged.id)
    repointed, set_aside = await _repoint(session, survivor.id, merged.id, change)
    await _remove(session, merged)
    _take_over(survivor, merged, choices)
    if rules.implausible(survivor.birth_date, survivor.died_on):
        raise MergeContradiction(contradiction="death-before-birth")
    change.stamp(survivor)
    headed = await hand_over_heads(session, households, survivor, merged, change)
    await settle_widowhood(session, [survivor.id], change)
    merge = _record(survivor, merged, before, choices, change)
    merge.repointed, merge.set_aside, merge.headed = repointed, set_aside, headed
    merge.voided = await voided_of(session, certificates)
    session.add(merge)
    await _tell(session, survivor, merged, merge.id, died=was_living and not survivor.living)
    return merge


def _take_over(survivor: Person, merged: Person, choices: dict[str, rules.Side]) -> None:
    for field in (field for field, side in choices.items() if side == "merged"):
        for column in rules.FIELDS[field]:
            setattr(survivor, column, getattr(merged, column))


async def _repoint(
    session: AsyncSession, stays: UUID, gone: UUID, change: Change
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    values: dict[str, UUID | datetime | str | None] = {"gone": gone, "stays": stays, "merge": change.source_id}
    values |= {"at": change.at, "by": change.by, "why": change.reason}
    try:
        row = (await session.execute(_REPOINT, values)).one()
    except IntegrityError as error:
        # A constraint speaks: married to each other, parent of themselves. The message would quote the row.
        constraint = getattr(error.orig.__cause__, "constraint_name", None) if error.orig else None
        raise MergeContradiction(contradiction=constraint or "reference") from None
    return row.repointed, row.set_aside


async def _remove(session: AsyncSession, merged: Person) -> None:
    # By statement, so that it happens now: before the survivor takes over a number that is unique.
    await session.execute(text("DELETE FROM persons WHERE id = :id"), {"id": merged.id})
    session.expunge(merged)


def _record(survivor: Person, merged: Person, before: int, choices: dict[str, rules.Side], change: Change) -> Merge:
    assert change.source_id is not None  # noqa: S101 - given by the caller above
    return Merge(
        id=change.source_id,
        survivor_id=survivor.id,
        survivor_before=before,
        survivor_after=survivor.revision,
        merged_id=merged.id,
        merged_revision=merged.revision,
        choices=dict(choices),
        reason=change.reason,
        merged_by=change.by,
        merged_at=change.at,
    )


async def _tell(session: AsyncSession, survivor: Person, merged: Person, merge_id: UUID, *, died: bool) -> None:
    gone = PersonMerged(person_id=merged.id, revision=merged.revision + 1, survivor_id=survivor.id, merge_id=merge_id)
    if died and survivor.died_on is not None:
        dead = DeathRegistered(person_id=survivor.id, revision=survivor.revision, died_on=survivor.died_on)
        await outbox.add(session, gone, dead, changed(survivor))
    else:
        await outbox.add(session, gone, changed(survivor))
