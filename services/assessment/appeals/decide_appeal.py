"""The county decides an appeal, with a reason. What was settled stays as signed; the adjustment stands beside it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from services.assessment.appeals.errors import AppealDecided, OwnAppeal, UnknownAppeal
from services.assessment.appeals.schemas import AppealDecision
from services.assessment.appeals.tables import Appeal


async def decide_appeal(
    session: AsyncSession, caller: Caller, appeal_id: UUID, if_match: str | None, decision: AppealDecision
) -> Appeal:
    """Raises UnknownAppeal, RevisionMissing, RevisionStale, AppealDecided, OwnAppeal."""
    appeal = await session.get(Appeal, appeal_id, with_for_update=True)
    if appeal is None or not caller.sees(appeal.division):
        raise UnknownAppeal()
    expect_revision(if_match, appeal.revision)
    if appeal.state != "filed":
        raise AppealDecided()
    if appeal.filed_by == caller.subject:
        raise OwnAppeal()
    appeal.state = "upheld" if decision.upheld else "turned-down"
    if decision.upheld:
        appeal.decided_part = appeal.part if decision.part is None else decision.part
        appeal.decided_whole = appeal.whole if decision.whole is None else decision.whole
    appeal.decision, appeal.decided_by, appeal.decided_at = decision.reason, caller.subject, clock.now()
    appeal.revision += 1
    await audit.record(session, caller, "decide-appeal", appeal.id, state=appeal.state)
    return appeal
