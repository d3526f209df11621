"""The answer does not satisfy: the complaint goes to the county, which answers it anew."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.assessment.complaints.deadlines import deadlines
from services.assessment.complaints.errors import ComplaintStep, ReopenTooLate
from services.assessment.complaints.rules import can_reopen
from services.assessment.complaints.sealed import WORDS
from services.assessment.complaints.tables import Complaint
from services.assessment.complaints.tell import tell


async def reopen_complaint(
    session: AsyncSession, sealer: Sealer, caller: Caller, complaint: Complaint, words: str
) -> Complaint:
    """Raises ComplaintStep, ReopenTooLate. ``complaint`` is locked."""
    if not can_reopen(complaint.state) or complaint.answered_on is None or complaint.words_sealed is None:
        raise ComplaintStep(state=complaint.state)
    allowed = deadlines(clock.today())
    until = complaint.answered_on + timedelta(days=allowed.reopen_within)
    if clock.today() > until:
        raise ReopenTooLate(until=until.isoformat())
    said = sealer.open(complaint.words_sealed, WORDS)
    complaint.words_sealed = sealer.seal(f"{said}\n\n[{clock.today()}] {words}", WORDS)
    complaint.assigned_division = f"{complaint.division[:6]}000000"
    complaint.state, complaint.reopened = "registered", complaint.reopened + 1
    complaint.answered_on, complaint.rating, complaint.upheld, complaint.violation = None, None, None, None
    complaint.due_on, complaint.extended = clock.today() + timedelta(days=allowed.reopen_within), False
    complaint.revision += 1
    await tell(session, complaint)
    await audit.record(session, caller, "reopen-complaint", complaint.id)
    return complaint
