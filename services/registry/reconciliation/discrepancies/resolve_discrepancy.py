"""What the meeting resolves about a discrepancy, recorded while it sits."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from contracts.reconciliation import DiscrepancyPostponed
from services.registry.reconciliation.discrepancies import rules
from services.registry.reconciliation.discrepancies.catalogue import rules as catalogue
from services.registry.reconciliation.discrepancies.errors import DiscrepancyNotInState, NoRemedyHere
from services.registry.reconciliation.discrepancies.keep_discrepancies import closing
from services.registry.reconciliation.discrepancies.queries import find_discrepancy
from services.registry.reconciliation.discrepancies.schemas import ResolutionEntry
from services.registry.reconciliation.discrepancies.tables import Discrepancy
from services.registry.reconciliation.sessions.queries import find_session


async def resolve_discrepancy(
    session: AsyncSession, caller: Caller, discrepancy_id: UUID, if_match: str | None, entry: ResolutionEntry
) -> Discrepancy:
    """The discrepancy with its decision.

    Raises UnknownDiscrepancy, RevisionStale, DiscrepancyNotInState, NoRemedyHere.
    """
    row = await find_discrepancy(session, caller, discrepancy_id, lock=True)
    expect_revision(if_match, row.revision)
    if entry.resolution == "put-right-here" and catalogue()[row.rule].remedy == "none":
        raise NoRemedyHere(rule=row.rule)
    try:
        state, how = rules.resolved(cast(rules.State, row.state), entry.resolution)
    except rules.WrongStep:
        raise DiscrepancyNotInState(state=row.state) from None
    row.decision = decision_of(caller, entry)
    if entry.due_on and entry.due_on != row.due_on:
        row.due_on = entry.due_on
        await outbox.add(session, DiscrepancyPostponed(discrepancy_id=row.id, due_on=row.due_on))
    await settle(session, row, state, how)
    facts = {"discrepancy": row.id, "resolution": entry.resolution, "note": entry.note}
    await audit.record(session, caller, "resolve-discrepancy", row.person_id, **facts)
    return row


def decision_of(caller: Caller, entry: ResolutionEntry) -> dict[str, Any]:
    """As it is kept."""
    return {
        "resolution": entry.resolution,
        "note": entry.note,
        "decided_by": caller.subject,
        "decided_at": clock.now().isoformat(),
    }


async def settle(session: AsyncSession, row: Discrepancy, state: rules.State, how: str | None) -> None:
    """Bring the discrepancy into ``state``; closing it is told to the house."""
    row.state, row.closed_how, row.closed_on = state, how, clock.today() if how else None
    row.revision += 1
    await session.flush()
    if how:
        meeting = await find_session(session, row.last_session_id)
        await outbox.add(session, closing(row.model_dump(), meeting.period, clock.today(), how))
