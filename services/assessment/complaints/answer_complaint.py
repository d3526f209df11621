"""Answer a complaint, and say whether it was right."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.access import COUNTY
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.problems import NotAllowed
from chassis.sealing import Sealer
from services.assessment.complaints.errors import ComplaintStep, OwnComplaint
from services.assessment.complaints.load import load_complaint
from services.assessment.complaints.rules import can_answer
from services.assessment.complaints.schemas import Answer
from services.assessment.complaints.sealed import ANSWER
from services.assessment.complaints.tables import Complaint
from services.assessment.complaints.tell import tell


async def answer_complaint(
    session: AsyncSession, sealer: Sealer, caller: Caller, complaint_id: UUID, if_match: str | None, answer: Answer
) -> Complaint:
    """Raises UnknownComplaint, RevisionMissing, RevisionStale, ComplaintStep, NotAllowed, OwnComplaint."""
    complaint = await load_complaint(session, caller, complaint_id, lock=True)
    expect_revision(if_match, complaint.revision)
    if not can_answer(complaint.state):
        raise ComplaintStep(state=complaint.state)
    if not caller.sees(complaint.assigned_division):
        raise NotAllowed()
    if answer.violation is not None:
        _check_finder(caller, complaint)
    complaint.answer_sealed = sealer.seal(answer.words, ANSWER)
    complaint.upheld, complaint.violation = answer.upheld, answer.violation
    complaint.state, complaint.answered_on, complaint.answered_by = "answered", clock.today(), caller.subject
    complaint.revision += 1
    await tell(session, complaint)
    await audit.record(session, caller, "answer-complaint", complaint.id, upheld=answer.upheld)
    return complaint


def _check_finder(caller: Caller, complaint: Complaint) -> None:
    """A violation of rights weighs on an office's score: the county finds it, and not who took the complaint down."""
    if caller.role not in COUNTY:
        raise NotAllowed()
    if caller.subject == complaint.registered_by:
        raise OwnComplaint()
