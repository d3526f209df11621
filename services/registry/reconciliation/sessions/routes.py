"""Meetings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import COUNTY, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, expect_revision, set_etag
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, documented
from services.registry.reconciliation.sessions.errors import (
    MinutesNotSigned,
    SessionExists,
    SessionNotInState,
    UnknownSession,
)
from services.registry.reconciliation.sessions.move_session import lock_session, move_session
from services.registry.reconciliation.sessions.note_present import note_present
from services.registry.reconciliation.sessions.open_session import open_session
from services.registry.reconciliation.sessions.queries import find_session, sessions_of, show_session, steps_of
from services.registry.reconciliation.sessions.schemas import (
    PresentEntry,
    SessionEntry,
    SessionOut,
    StepEntry,
    StepOut,
)

router = Router(prefix="/reconciliation/sessions", tags=["reconciliation 信息对账会议"])

SEEN = "reconciliation-session"
STAFF = (*COUNTY, "auditor")
AskedPeriod = Annotated[str | None, Query(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", description="A month, YYYY-MM.")]


@router.post("", status_code=201, responses=documented(BadPayload, SessionExists))
@access(staff=COUNTY)
async def post_session(session: Session, response: Response, caller: CallerDep, body: SessionEntry) -> SessionOut:
    """Open the meeting on a month. The calendar opens it by itself some days before it is held."""
    meeting = await open_session(session, caller, body.period)
    set_etag(response, meeting.revision)
    return await show_session(session, caller, meeting)


@router.get("", responses=documented(BadPayload))
@access(staff=STAFF, departments_see=SEEN)
async def list_sessions(
    session: Session,
    caller: CallerDep,
    period: AskedPeriod = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=60)] = 24,
) -> Page[SessionOut]:
    """Meetings, the newest month first. A department sees its own part of each."""
    before = decode_cursor(cursor, str)[0] if cursor else None
    rows = await sessions_of(session, period, before, limit)
    following = encode_cursor(rows[limit - 1].period) if len(rows) > limit else None
    return Page[SessionOut](items=[await show_session(session, caller, row) for row in rows[:limit]], next=following)


@router.get("/{session_id}", responses=documented(UnknownSession))
@access(staff=STAFF, departments_see=SEEN)
async def get_session(session: Session, response: Response, caller: CallerDep, session_id: UUID) -> SessionOut:
    """One meeting: who has handed in what, and what is open."""
    meeting = await find_session(session, session_id)
    set_etag(response, meeting.revision)
    return await show_session(session, caller, meeting)


@router.get("/{session_id}/steps", responses=documented(UnknownSession))
@access(staff=STAFF)
async def list_session_steps(session: Session, session_id: UUID) -> Page[StepOut]:
    """What happened to a meeting, by whom and why."""
    await find_session(session, session_id)
    rows = await steps_of(session, session_id)
    return Page[StepOut](items=[StepOut.model_validate(row, from_attributes=True) for row in rows], next=None)


_MOVED = (UnknownSession, RevisionMissing, RevisionStale, SessionNotInState, MinutesNotSigned, BadPayload)


@router.post("/{session_id}/steps", responses=documented(*_MOVED))
@access(staff=COUNTY)
async def post_session_step(
    session: Session,
    response: Response,
    caller: CallerDep,
    session_id: UUID,
    body: StepEntry,
    if_match: IfMatch = None,
) -> SessionOut:
    """Take a meeting to its next state: match, review, meet, close; or open it again for a reason."""
    meeting = await lock_session(session, session_id)
    expect_revision(if_match, meeting.revision)
    await move_session(session, caller, meeting, body.to, body.reason)
    set_etag(response, meeting.revision)
    return await show_session(session, caller, meeting)


@router.put("/{session_id}/present", responses=documented(UnknownSession, SessionNotInState, BadPayload))
@access(staff=COUNTY)
async def put_present(
    session: Session, response: Response, caller: CallerDep, session_id: UUID, body: PresentEntry
) -> SessionOut:
    """Record which departments take part in the meeting; they sign its minutes."""
    meeting = await note_present(session, caller, session_id, body.departments)
    set_etag(response, meeting.revision)
    return await show_session(session, caller, meeting)
