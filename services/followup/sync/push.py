"""Takes in what a device recorded without a network, entry by entry; one that is refused holds up no other."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from chassis.problems import Problem
from chassis.sealing import Sealer
from services.followup.sync.errors import ClientIdReused
from services.followup.sync.keep_beside import keep_beside
from services.followup.sync.schemas import EntryResult, Result, SyncEntry
from services.followup.visits.errors import OutcomeContradicts
from services.followup.visits.load import VisitOfPlan
from services.followup.visits.record_outcome import entry_of, record_outcome
from services.followup.visits.schemas import OutcomeGiven
from services.followup.visits.tables import Entry, Visit


async def push(
    session: AsyncSession, sealer: Sealer, caller: Caller, entries: Sequence[SyncEntry], language: str
) -> tuple[list[EntryResult], set[UUID]]:
    """One result per entry, and the persons they are about. Replays are harmless."""
    results: list[EntryResult] = []
    persons: set[UUID] = set()
    for entry in entries:
        try:
            result, found = await _take(session, sealer, caller, entry)
        except Problem as problem:
            results.append(_result(entry, "refused", problem=msgspec.to_builtins(problem.body(language))))
            continue
        persons.add(found.visit.person_id)
        results.append(_result(entry, result, state=found.visit.state, revision=found.visit.revision))
    return results, persons


def _result(entry: SyncEntry, result: Result, **more: Any) -> EntryResult:
    return EntryResult.model_validate(
        {"client_id": entry.client_id, "visit_id": entry.visit_id, "result": result, **more}
    )


async def _take(session: AsyncSession, sealer: Sealer, caller: Caller, entry: SyncEntry) -> tuple[Result, VisitOfPlan]:
    given = OutcomeGiven.model_validate(entry.model_dump(exclude={"client_id", "visit_id"}))
    known = await _known(session, sealer, caller, entry, given)
    try:
        # Each entry on its own: what one has done is undone where it fails, and the others stand.
        async with session.begin_nested():
            found = await record_outcome(session, sealer, caller, entry.visit_id, given, None, entry.client_id)
        return ("repeated" if known or not await _is_written(session, caller, entry) else "recorded"), found
    except OutcomeContradicts:
        async with session.begin_nested():
            found = await keep_beside(session, sealer, caller, entry.visit_id, given, entry.client_id)
        return "repeated" if known else "kept-beside", found
    except IntegrityError:
        # The same device sent it twice at once, and the other one came first.
        raise ClientIdReused() from None


async def _known(session: AsyncSession, sealer: Sealer, caller: Caller, entry: SyncEntry, given: OutcomeGiven) -> bool:
    mine = (col(Entry.recorded_by) == caller.subject) & (col(Entry.client_id) == entry.client_id)
    first = (await session.scalars(select(Entry).where(mine))).one_or_none()
    if first is None:
        return False
    visit = await session.get(Visit, entry.visit_id)
    if visit is None or first.fingerprint != entry_of(sealer, caller, visit, given).fingerprint:
        raise ClientIdReused()
    return True


async def _is_written(session: AsyncSession, caller: Caller, entry: SyncEntry) -> bool:
    mine = (col(Entry.recorded_by) == caller.subject) & (col(Entry.client_id) == entry.client_id)
    return (await session.execute(select(col(Entry.id)).where(mine))).first() is not None
