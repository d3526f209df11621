"""Take longer over a complaint that is not simple: once, and the county says so."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from services.assessment.complaints.deadlines import deadlines
from services.assessment.complaints.errors import ComplaintStep
from services.assessment.complaints.load import load_complaint
from services.assessment.complaints.rules import can_answer
from services.assessment.complaints.tables import Complaint
from services.assessment.complaints.tell import tell


async def extend_complaint(
    session: AsyncSession, caller: Caller, complaint_id: UUID, if_match: str | None
) -> Complaint:
    """Raises UnknownComplaint, RevisionMissing, RevisionStale, ComplaintStep."""
    complaint = await load_complaint(session, caller, complaint_id, lock=True)
    expect_revision(if_match, complaint.revision)
    if not can_answer(complaint.state) or complaint.extended:
        raise ComplaintStep(state=complaint.state)
    complaint.due_on += timedelta(days=deadlines(clock.today()).extend_by)
    complaint.extended = True
    complaint.revision += 1
    await tell(session, complaint)
    await audit.record(session, caller, "extend-complaint", complaint.id)
    return complaint
