"""The complainant says how they find the answer; with that the complaint is closed."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.assessment.complaints.errors import ComplaintStep
from services.assessment.complaints.rules import can_rate
from services.assessment.complaints.tables import Complaint
from services.assessment.complaints.tell import tell


async def rate_answer(session: AsyncSession, caller: Caller, complaint: Complaint, rating: int) -> Complaint:
    """Raises ComplaintStep. ``complaint`` is locked."""
    if not can_rate(complaint.state):
        raise ComplaintStep(state=complaint.state)
    complaint.rating, complaint.state = rating, "closed"
    complaint.revision += 1
    await tell(session, complaint)
    await audit.record(session, caller, "rate-answer", complaint.id)
    return complaint
