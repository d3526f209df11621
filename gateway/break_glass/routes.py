"""``POST /break-glass`` widens the caller's area; ``/break-glass`` below the API lists uses and takes reviews."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from chassis.access import access
from chassis.http import CallerDep, Router, SealerDep, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, Fault, NotAllowed, NotSignedIn, TooLarge, documented
from gateway.auth.errors import InvalidTokenRequest
from gateway.auth.form_body import form_body
from gateway.auth.routes import address_of, form_schema
from gateway.auth.token_request import read_form
from gateway.break_glass.begin import begin
from gateway.break_glass.errors import BreakGlassReviewed, BreakGlassRuns, OwnBreakGlass, UnknownBreakGlass
from gateway.break_glass.queries import show, uses
from gateway.break_glass.review import review
from gateway.break_glass.schemas import BreakGlassOut, BreakGlassReviewEntry, State
from gateway.parts import parts_of
from gateway.web_session.cookie import authorization_of
from gateway.web_session.errors import NotFromOurPage
from gateway.web_session.routes import seen, set_cookie

pages = APIRouter(tags=["oauth"])
router = Router(prefix="/break-glass", tags=["break-glass 紧急查看"])

_REASON = range(10, 501)
_MEMBERS: dict[str, Any] = {
    "access_token": {"type": "string"},
    "token_type": {"type": "string"},
    "expires_in": {"type": "integer", "description": "Seconds."},
}
_ANSWER = {"description": "The wider area's token; with a cookie, who is signed in.", "content": {}}
_ANSWER["content"] = {"application/json": {"schema": {"type": "object", "properties": _MEMBERS}}}


@pages.post(
    "/break-glass",
    operation_id="begin_break_glass",
    summary="紧急查看：短时扩大到全县 / Break-glass: the whole county, for a short while",
    openapi_extra=form_schema(["reason"], reason={"type": "string", "minLength": 10, "maxLength": 500}),
    responses={
        200: _ANSWER,
        **documented(InvalidTokenRequest, NotSignedIn, NotAllowed, NotFromOurPage, TooLarge, BreakGlassRuns),
        **documented(BadPayload),
    },
)
async def begin_break_glass(request: Request) -> Response:
    """For an emergency, with its reason. Every look is marked, auditors are told, somebody else reviews it."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    headers = {name.lower(): value for name, value in request.headers.raw}
    held = parts.tokens.verify(authorization_of(request.method, headers))
    parts.revocations.check(held.session)
    form = read_form(request.headers.get("content-type"), await form_body(request))
    reason = form.get("reason", "").strip()
    if len(reason) not in _REASON or not reason.isprintable():
        message = (
            f"请写清理由，{_REASON.start} 至 {_REASON.stop - 1} 个字，不换行"
            f" ({_REASON.start} to {_REASON.stop - 1} printable characters, in one line)"
        )
        raise BadPayload(faults=[Fault("#/reason", "bad_reason", message)])
    async with parts.database.transaction() as session:
        issued = await begin(session, parts.tokens, parts.sealer, held.caller, reason)
    if b"authorization" in headers:
        return Response(
            msgspec.json.encode(issued), headers={"Cache-Control": "no-store"}, media_type="application/json"
        )
    response = seen(parts, issued.access_token)
    set_cookie(parts, response, issued.access_token, issued.expires_in)
    return response


@router.get("", responses=documented(BadPayload))
@access(staff=("auditor", "county-admin"))
async def list_break_glass(
    session: Session,
    sealer: SealerDep,
    state: Annotated[State, Query(description="`overdue` are those of `open` whose day has passed.")] = "open",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[BreakGlassOut]:
    """Uses of break-glass, with their reasons. The newest first."""
    rows = await uses(session, state, decode_cursor(cursor, UUID)[0] if cursor else None, limit)
    more = encode_cursor(rows[limit - 1]["id"]) if len(rows) > limit else None
    return Page(items=[show(row, sealer) for row in rows[:limit]], next=more)


@router.post(
    "/{use_id}/review",
    responses=documented(UnknownBreakGlass, BreakGlassReviewed, OwnBreakGlass, BadPayload),
)
@access(staff=("auditor",))
async def post_break_glass_review(
    session: Session, sealer: SealerDep, caller: CallerDep, use_id: UUID, body: BreakGlassReviewEntry
) -> BreakGlassOut:
    """Say whether a use was justified. An unjustified one that still runs ends at once; nobody reviews their own."""
    return show(await review(session, sealer, caller, use_id, body), sealer)
