"""``/people/{id}/…`` and ``/rights-requests``: what a person may know and ask, at the desk that serves them (C9)."""

import asyncio
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from chassis import clock
from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.auth import Caller
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, NotFound, documented
from gateway.access_log.queries import accesses_to
from gateway.parts import parts_of
from gateway.proxy.ask_for_person import ask_for_person
from gateway.proxy.errors import BadAnswer, ServiceDown
from gateway.subject_access.answer_request import answer_request
from gateway.subject_access.errors import RightsRequestAnswered, UnknownRightsRequest
from gateway.subject_access.make_copy import ELSEWHERE, make_copy
from gateway.subject_access.print_copy import print_copy
from gateway.subject_access.queries import requests_in, requests_of, show_request
from gateway.subject_access.schemas import (
    AnswerEntry,
    CopyOut,
    Looked,
    RightsRequestEntry,
    RightsRequestOut,
    State,
)
from gateway.subject_access.take_down import take_down
from gateway.subject_access.tell_accesses import tell_access

router = Router(tags=["subject-access 本人权利"])

_OF_A_PERSON = (NotFound, BadAnswer, ServiceDown)


async def _in_area(request: Request, response: Response, caller: Caller, person_id: UUID) -> tuple[UUID, str]:
    """Id and residence division of a person whom the register shows to ``caller``."""
    person = await ask_for_person(parts_of(request), caller, person_id)
    tell_subjects(response, person["id"])
    return UUID(person["id"]), person["residence_division"]


@router.get("/people/{person_id}/accesses", responses=documented(*_OF_A_PERSON, BadPayload))
@access(staff=VILLAGE_UP)
async def list_looks(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    person_id: UUID,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Looked]:
    """Who looked at a person's data, when, why, and at which fields. For the person at the desk, the newest first."""
    person, _ = await _in_area(request, response, caller, person_id)
    before = decode_cursor(cursor, UUID)[0] if cursor else None
    found = await accesses_to(await driver(session), person, before, limit + 1)
    policies = parts_of(request).policies
    more = encode_cursor(found[limit - 1].id) if len(found) > limit else None
    return Page(items=[tell_access(entry, policies) for entry in found[:limit]], next=more)


@router.get("/people/{person_id}/copy", responses=documented(*_OF_A_PERSON))
@access(staff=VILLAGE_UP)
async def get_copy(request: Request, response: Response, caller: CallerDep, person_id: UUID) -> CopyOut:
    """A copy of what is held about a person. For the person at the desk; care content is had from the care team."""
    return await _copy(request, response, caller, person_id)


@router.get(
    "/people/{person_id}/copy.pdf",
    response_class=Response,
    responses={200: {"description": "The paper.", "content": {"application/pdf": {}}}, **documented(*_OF_A_PERSON)},
)
@access(staff=VILLAGE_UP)
async def get_copy_paper(request: Request, caller: CallerDep, person_id: UUID) -> Response:
    """The same copy to hand out on paper, in Chinese."""
    copy = await _copy(request, Response(), caller, person_id)
    content = await asyncio.to_thread(print_copy, copy)
    headers = {"Content-Disposition": 'inline; filename="copy.pdf"', "Cache-Control": "no-store"}
    paper = Response(content, media_type="application/pdf", headers=headers)
    tell_subjects(paper, copy.person_id)
    return paper


async def _copy(request: Request, response: Response, caller: Caller, person_id: UUID) -> CopyOut:
    person, _ = await _in_area(request, response, caller, person_id)
    sections = await make_copy(parts_of(request), caller, person)
    told = {"elsewhere_zh": ELSEWHERE[0], "elsewhere_en": ELSEWHERE[1]}
    return CopyOut(person_id=person, made_at=clock.now(), sections=sections, **told)


@router.post("/people/{person_id}/rights-requests", status_code=201, responses=documented(*_OF_A_PERSON, BadPayload))
@access(staff=VILLAGE_UP)
async def post_rights_request(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    person_id: UUID,
    body: RightsRequestEntry,
) -> RightsRequestOut:
    """Take down what a person asks about their own data. The answer names the day by which they are answered."""
    person = await _in_area(request, response, caller, person_id)
    row = await take_down(session, request.app.state.sealer, caller, person, body)
    set_etag(response, row["revision"])
    return show_request(row, request.app.state.sealer, clock.today())


@router.get("/people/{person_id}/rights-requests", responses=documented(*_OF_A_PERSON, BadPayload))
@access(staff=VILLAGE_UP)
async def list_requests_of_person(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    person_id: UUID,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[RightsRequestOut]:
    """What a person has asked about their own data. The oldest first."""
    person, _ = await _in_area(request, response, caller, person_id)
    rows = await requests_of(session, person, decode_cursor(cursor, UUID)[0] if cursor else None, limit)
    more = encode_cursor(rows[limit - 1]["id"]) if len(rows) > limit else None
    shown = [show_request(row, request.app.state.sealer, clock.today()) for row in rows[:limit]]
    return Page(items=shown, next=more)


@router.get("/rights-requests", responses=documented(BadPayload))
@access(staff=TOWNSHIP_UP)
async def list_rights_requests(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    state: Annotated[State, Query(description="`overdue` are those of `open` whose day has passed.")] = "open",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Cursor = None,
) -> Page[RightsRequestOut]:
    """What is to be answered in the caller's area. By the day it is due."""
    after: tuple[date, UUID] | None = decode_cursor(cursor, date, UUID) if cursor else None
    rows = await requests_in(session, caller, state, after, (limit, clock.today()))
    tell_subjects(response, *dict.fromkeys(row["person_id"] for row in rows[:limit]))
    last = rows[limit - 1] if len(rows) > limit else None
    shown = [show_request(row, request.app.state.sealer, clock.today()) for row in rows[:limit]]
    return Page(items=shown, next=encode_cursor(last["answer_by"], last["id"]) if last else None)


@router.post(
    "/rights-requests/{request_id}/answer",
    responses=documented(UnknownRightsRequest, RightsRequestAnswered, BadPayload, RevisionMissing, RevisionStale),
)
@access(staff=TOWNSHIP_UP)
async def post_answer(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    request_id: UUID,
    body: AnswerEntry,
    if_match: IfMatch = None,
) -> RightsRequestOut:
    """Answer a person's request. Whatever is not granted as a whole has its reason."""
    row = await answer_request(session, request.app.state.sealer, caller, request_id, (body, if_match))
    set_etag(response, row["revision"])
    tell_subjects(response, row["person_id"])
    return show_request(row, request.app.state.sealer, clock.today())
