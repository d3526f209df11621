"""Complaints over HTTP, for the offices."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import TOWNSHIP_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, SealerDep, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.assessment.complaints.answer_complaint import answer_complaint
from services.assessment.complaints.assign_complaint import assign_complaint
from services.assessment.complaints.errors import ComplaintStep, OwnComplaint, ReopenTooLate, UnknownComplaint
from services.assessment.complaints.extend_complaint import extend_complaint
from services.assessment.complaints.load import list_complaints, load_complaint
from services.assessment.complaints.rate_answer import rate_answer
from services.assessment.complaints.register_complaint import register_complaint
from services.assessment.complaints.reopen_complaint import reopen_complaint
from services.assessment.complaints.schemas import (
    Answer,
    Assignment,
    ComplaintEntry,
    ComplaintOut,
    ComplaintWhole,
    Rating,
    Receipt,
    Reopening,
)
from services.assessment.complaints.sealed import ANSWER, CONTACT, WORDS
from services.assessment.complaints.tables import Complaint
from services.assessment.figures.routes import READERS

router = Router(prefix="/complaints", tags=["complaints 来信来访"])

_STEP = (UnknownComplaint, RevisionMissing, RevisionStale, ComplaintStep)


def _shown(response: Response, complaint: Complaint) -> ComplaintOut:
    set_etag(response, complaint.revision)
    return ComplaintOut.model_validate(complaint)


@router.post("", status_code=201, responses=documented(BadPayload, NotAllowed))
@access(staff=READERS)
async def post_complaint(session: Session, caller: CallerDep, sealer: SealerDep, body: ComplaintEntry) -> Receipt:
    """Register a complaint or a letter; nobody has to give a name. Answers with the receipt to hand over."""
    return await register_complaint(session, sealer, caller, body)


@router.get("", responses=documented(BadPayload))
@access(staff=READERS)
async def get_complaints(
    session: Session,
    caller: CallerDep,
    state: Annotated[Literal["registered", "answered", "closed"] | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[ComplaintOut]:
    """Complaints of your area, the oldest first. What goes past an office is not among its own."""
    start = decode_cursor(cursor, UUID)[0] if cursor else UUID(int=0)
    found = await list_complaints(session, caller, state, start, limit + 1)
    return page_of([ComplaintOut.model_validate(each) for each in found], limit, "id")


@router.get("/{complaint_id}", responses=documented(UnknownComplaint))
@access(staff=READERS)
async def get_complaint(
    complaint_id: UUID, session: Session, response: Response, caller: CallerDep, sealer: SealerDep
) -> ComplaintWhole:
    """One complaint with its words."""
    found = await load_complaint(session, caller, complaint_id)
    set_etag(response, found.revision)
    return ComplaintWhole(
        **ComplaintOut.model_validate(found).model_dump(),
        erased_on=found.erased_on,
        words=sealer.open(found.words_sealed, WORDS) if found.words_sealed else None,
        contact=sealer.open(found.contact_sealed, CONTACT) if found.contact_sealed else None,
        answer=sealer.open(found.answer_sealed, ANSWER) if found.answer_sealed else None,
    )


@router.post("/{complaint_id}/assignment", responses=documented(BadPayload, NotAllowed, *_STEP))
@access(staff=TOWNSHIP_UP)
async def post_complaint_assignment(
    complaint_id: UUID,
    session: Session,
    response: Response,
    caller: CallerDep,
    body: Assignment,
    if_match: IfMatch = None,
) -> ComplaintOut:
    """Hand it to the office that can answer it."""
    return _shown(response, await assign_complaint(session, caller, complaint_id, if_match, body.division))


@router.post("/{complaint_id}/extension", responses=documented(*_STEP))
@access(staff=("county-admin", "county-officer"))
async def post_complaint_extension(
    complaint_id: UUID, session: Session, response: Response, caller: CallerDep, if_match: IfMatch = None
) -> ComplaintOut:
    """Take longer over it, once."""
    return _shown(response, await extend_complaint(session, caller, complaint_id, if_match))


@router.post("/{complaint_id}/answer", responses=documented(BadPayload, NotAllowed, OwnComplaint, *_STEP))
@access(staff=READERS)
async def post_complaint_answer(
    complaint_id: UUID,
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    body: Answer,
    if_match: IfMatch = None,
) -> ComplaintOut:
    """Answer it, and say whether it was right; the county alone finds a violation of rights."""
    return _shown(response, await answer_complaint(session, sealer, caller, complaint_id, if_match, body))


@router.post("/{complaint_id}/rating", responses=documented(BadPayload, UnknownComplaint, ComplaintStep))
@access(staff=READERS)
async def post_complaint_rating(
    complaint_id: UUID, session: Session, response: Response, caller: CallerDep, body: Rating
) -> ComplaintOut:
    """Take down how the complainant finds the answer."""
    found = await load_complaint(session, caller, complaint_id, lock=True)
    return _shown(response, await rate_answer(session, caller, found, body.rating))


@router.post(
    "/{complaint_id}/reopening", responses=documented(BadPayload, UnknownComplaint, ComplaintStep, ReopenTooLate)
)
@access(staff=READERS)
async def post_complaint_reopening(
    complaint_id: UUID,
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    body: Reopening,
) -> ComplaintOut:
    """Take down that the answer does not satisfy: the county answers anew."""
    found = await load_complaint(session, caller, complaint_id, lock=True)
    return _shown(response, await reopen_complaint(session, sealer, caller, found, body.words))
