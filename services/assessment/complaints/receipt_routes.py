"""What a complainant does with the receipt alone, without an account: follow, rate, reopen.

The gateway lets anybody call these; the code in the body is what opens one complaint, and no other.
"""

from chassis.access import access
from chassis.http import CallerDep, Router, SealerDep, Session
from chassis.problems import BadPayload, documented
from chassis.sealing import Sealer
from services.assessment.complaints.errors import ComplaintStep, ReopenTooLate, UnknownComplaint
from services.assessment.complaints.load import load_by_code
from services.assessment.complaints.rate_answer import rate_answer
from services.assessment.complaints.reopen_complaint import reopen_complaint
from services.assessment.complaints.schemas import Progress, RatingByCode, ReceiptCode, ReopeningByCode
from services.assessment.complaints.sealed import ANSWER
from services.assessment.complaints.tables import Complaint
from services.assessment.figures.routes import READERS

router = Router(prefix="/complaint-receipts", tags=["complaints 来信来访"])

PUBLIC = "complaint-receipt"
"""What the gateway lets a caller without an account see here."""


def _progress(sealer: Sealer, found: Complaint) -> Progress:
    answer = sealer.open(found.answer_sealed, ANSWER) if found.answer_sealed and found.answered_on else None
    shown = {name: getattr(found, name) for name in Progress.model_fields if name != "answer"}
    return Progress(**shown, answer=answer)


@router.post("", responses=documented(BadPayload, UnknownComplaint))
@access(staff=READERS, departments_see=PUBLIC)
async def post_receipt(session: Session, sealer: SealerDep, body: ReceiptCode) -> Progress:
    """How a complaint stands, for whoever holds its receipt."""
    return _progress(sealer, await load_by_code(session, sealer, body.code))


@router.post("/rating", responses=documented(BadPayload, UnknownComplaint, ComplaintStep))
@access(staff=READERS, departments_see=PUBLIC)
async def post_receipt_rating(session: Session, caller: CallerDep, sealer: SealerDep, body: RatingByCode) -> Progress:
    """Say how you find the answer, with the receipt alone."""
    found = await load_by_code(session, sealer, body.code, lock=True)
    return _progress(sealer, await rate_answer(session, caller, found, body.rating))


@router.post("/reopening", responses=documented(BadPayload, UnknownComplaint, ComplaintStep, ReopenTooLate))
@access(staff=READERS, departments_see=PUBLIC)
async def post_receipt_reopening(
    session: Session, caller: CallerDep, sealer: SealerDep, body: ReopeningByCode
) -> Progress:
    """Say that the answer does not satisfy, with the receipt alone: the county answers anew."""
    found = await load_by_code(session, sealer, body.code, lock=True)
    return _progress(sealer, await reopen_complaint(session, sealer, caller, found, body.words))
