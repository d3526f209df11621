"""Hand a complaint to the office that can answer it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.problems import NotAllowed
from services.assessment.complaints.errors import ComplaintStep
from services.assessment.complaints.load import load_complaint
from services.assessment.complaints.rules import can_answer
from services.assessment.complaints.tables import Complaint
from services.assessment.complaints.tell import tell


async def assign_complaint(
    session: AsyncSession, caller: Caller, complaint_id: UUID, if_match: str | None, division: str
) -> Complaint:
    """Raises UnknownComplaint, RevisionMissing, RevisionStale, ComplaintStep, NotAllowed.

    What goes past the office concerned stays with the county.
    """
    complaint = await load_complaint(session, caller, complaint_id, lock=True)
    expect_revision(if_match, complaint.revision)
    if not can_answer(complaint.state):
        raise ComplaintStep(state=complaint.state)
    if not caller.sees(division) or (complaint.confidential and division != complaint.assigned_division):
        raise NotAllowed()
    complaint.assigned_division = division
    complaint.revision += 1
    await tell(session, complaint)
    await audit.record(session, caller, "assign-complaint", complaint.id, division=division)
    return complaint
