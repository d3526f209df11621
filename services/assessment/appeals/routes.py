"""Appeals over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import COUNTY, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.assessment.appeals.decide_appeal import decide_appeal
from services.assessment.appeals.errors import (
    AppealDecided,
    AppealPending,
    AppealTooLate,
    NotAppealable,
    OwnAppeal,
    UnknownAppeal,
)
from services.assessment.appeals.file_appeal import file_appeal
from services.assessment.appeals.queries import appeals_in, find_appeal
from services.assessment.appeals.schemas import AppealDecision, AppealEntry, AppealOut
from services.assessment.figures.routes import READERS
from services.assessment.settlements.errors import UnknownSettlement

router = Router(prefix="/appeals", tags=["appeals 申诉"])


@router.post(
    "",
    status_code=201,
    responses=documented(BadPayload, NotAllowed, UnknownSettlement, NotAppealable, AppealTooLate, AppealPending),
)
@access(staff=VILLAGE_UP)
async def post_appeal(session: Session, response: Response, caller: CallerDep, body: AppealEntry) -> AppealOut:
    """Appeal against a settled figure of one's own office."""
    appeal = await file_appeal(session, caller, body)
    set_etag(response, appeal.revision)
    return AppealOut.model_validate(appeal)


@router.get("", responses=documented(BadPayload))
@access(staff=READERS)
async def list_appeals(
    session: Session,
    caller: CallerDep,
    state: Annotated[Literal["filed", "upheld", "turned-down"] | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[AppealOut]:
    """Appeals of your area, the oldest first."""
    start = decode_cursor(cursor, UUID)[0] if cursor else UUID(int=0)
    found = await appeals_in(session, caller.scope_prefix, state, start, limit + 1)
    return page_of([AppealOut.model_validate(each) for each in found], limit, "id")


@router.get("/{appeal_id}", responses=documented(UnknownAppeal))
@access(staff=READERS)
async def get_appeal(appeal_id: UUID, session: Session, response: Response, caller: CallerDep) -> AppealOut:
    """One appeal and how it stands."""
    appeal = await find_appeal(session, caller, appeal_id)
    set_etag(response, appeal.revision)
    return AppealOut.model_validate(appeal)


@router.post(
    "/{appeal_id}/decision",
    responses=documented(BadPayload, UnknownAppeal, RevisionMissing, RevisionStale, AppealDecided, OwnAppeal),
)
@access(staff=COUNTY)
async def post_appeal_decision(
    appeal_id: UUID,
    session: Session,
    response: Response,
    caller: CallerDep,
    body: AppealDecision,
    if_match: IfMatch = None,
) -> AppealOut:
    """Decide an appeal, with a reason; the settlement stays as signed, and the adjustment is shown beside it."""
    appeal = await decide_appeal(session, caller, appeal_id, if_match, body)
    set_etag(response, appeal.revision)
    return AppealOut.model_validate(appeal)
