"""What the owner of a discrepancy says of it; and that who handed the row in knows what came of it."""

from typing import cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from services.registry.reconciliation.discrepancies import rules
from services.registry.reconciliation.discrepancies.errors import DiscrepancyNotInState, UnknownDiscrepancy
from services.registry.reconciliation.discrepancies.queries import find_discrepancy
from services.registry.reconciliation.discrepancies.schemas import AnswerEntry
from services.registry.reconciliation.discrepancies.tables import Answer, Discrepancy


async def answer_discrepancy(
    session: AsyncSession, caller: Caller, discrepancy_id: UUID, entry: AnswerEntry
) -> Discrepancy:
    """The discrepancy, answered. Raises UnknownDiscrepancy, DiscrepancyNotInState, BadPayload."""
    if entry.outcome == "mended" and entry.evidence is None:
        said = "请注明依据（如登记编号） (name the evidence that closes it)"
        raise BadPayload(faults=[Fault("#/evidence", "evidence_needed", said)])
    row = await find_discrepancy(session, caller, discrepancy_id, lock=True)
    try:
        row.state = rules.answered(cast(rules.State, row.state))
    except rules.WrongStep:
        raise DiscrepancyNotInState(state=row.state) from None
    row.revision += 1
    given = Answer(
        id=new_id(),
        discrepancy_id=row.id,
        answered_at=clock.now(),
        answered_by=caller.subject,
        department=caller.department,
        outcome=entry.outcome,
        note=entry.note,
        evidence=entry.evidence,
    )
    session.add(given)
    await session.flush()
    facts = {"discrepancy": row.id, "outcome": entry.outcome}
    await audit.record(session, caller, "answer-discrepancy", row.person_id, **facts)
    return row


async def acknowledge_outcome(session: AsyncSession, caller: Caller, discrepancy_id: UUID) -> Discrepancy:
    """Who handed the row in knows what came of it; a second time changes nothing. Raises as ``answer_discrepancy``."""
    row = await session.get(Discrepancy, discrepancy_id, with_for_update=True, populate_existing=True)
    if row is None or row.submitter != caller.department:
        raise UnknownDiscrepancy()
    if row.state != "closed":
        raise DiscrepancyNotInState(state=row.state)
    if row.acknowledged_at is None:
        row.acknowledged_at = clock.now()
        row.revision += 1
        await session.flush()
        await audit.record(session, caller, "acknowledge-outcome", row.person_id, discrepancy=row.id)
    return row
