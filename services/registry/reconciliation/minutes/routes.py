"""Minutes over HTTP: drawn up, printed, signed; and the keys they are signed with."""

import asyncio
import base64
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from services.registry.reconciliation.minutes.draw_up import draw_up
from services.registry.reconciliation.minutes.errors import (
    AlreadySigned,
    BadSignature,
    KeyTaken,
    MinutesOutdated,
    NoMinutes,
    UnknownKey,
)
from services.registry.reconciliation.minutes.print_minutes import print_minutes
from services.registry.reconciliation.minutes.queries import newest_minutes, signatures_of
from services.registry.reconciliation.minutes.schemas import KeyEntry, KeyOut, MinutesOut, SignatureEntry, SignatureOut
from services.registry.reconciliation.minutes.sign_minutes import (
    participant_of,
    register_key,
    revoke_key,
    sign_minutes,
)
from services.registry.reconciliation.minutes.tables import Minutes, MinutesSignature, ParticipantKey
from services.registry.reconciliation.minutes.write_docx import write_docx
from services.registry.reconciliation.sessions.errors import SessionNotInState, UnknownSession
from services.registry.reconciliation.sessions.queries import find_session
from services.registry.reconciliation.sessions.routes import STAFF

router = Router(prefix="/reconciliation", tags=["reconciliation 信息对账会议"])

SEEN, KEYS_SEEN = "minutes", "participant-key"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KeyId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


def _signature(row: MinutesSignature) -> SignatureOut:
    text = base64.urlsafe_b64encode(row.signature).rstrip(b"=").decode()
    return SignatureOut.model_validate(row.model_dump() | {"signature": text})


async def _show(session: AsyncSession, minutes: Minutes) -> MinutesOut:
    signed = [_signature(row) for row in await signatures_of(session, minutes)]
    return MinutesOut.model_validate(minutes.model_dump() | {"digest": minutes.digest.hex(), "signatures": signed})


async def _newest(session: AsyncSession, session_id: UUID) -> Minutes:
    await find_session(session, session_id)
    minutes = await newest_minutes(session, session_id)
    if minutes is None:
        raise NoMinutes()
    return minutes


@router.post("/sessions/{session_id}/minutes", responses=documented(UnknownSession, SessionNotInState))
@access(staff=COUNTY)
async def post_minutes(session: Session, caller: CallerDep, session_id: UUID) -> MinutesOut:
    """Draw up the minutes of a meeting as it stands; a new version only where something changed."""
    return await _show(session, await draw_up(session, caller, session_id))


@router.get("/sessions/{session_id}/minutes", responses=documented(UnknownSession, NoMinutes))
@access(staff=STAFF, departments_see=SEEN)
async def get_minutes(session: Session, session_id: UUID) -> MinutesOut:
    """The minutes that count, with their signatures. They name nobody."""
    return await _show(session, await _newest(session, session_id))


async def _parts(session: AsyncSession, session_id: UUID) -> tuple[dict[str, Any], str, list[dict[str, Any]]]:
    minutes = await _newest(session, session_id)
    signed = [_signature(row).model_dump() for row in await signatures_of(session, minutes)]
    return minutes.facts, minutes.digest.hex(), signed


@router.get(
    "/sessions/{session_id}/minutes.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}, **documented(UnknownSession, NoMinutes)},
)
@access(staff=STAFF)
async def get_minutes_paper(session: Session, session_id: UUID) -> Response:
    """The minutes to print, with embedded Chinese type."""
    content = await asyncio.to_thread(print_minutes, *await _parts(session, session_id))
    return Response(content, media_type="application/pdf", headers=_named("minutes.pdf"))


@router.get(
    "/sessions/{session_id}/minutes.docx",
    response_class=Response,
    responses={200: {"content": {_DOCX: {}}}, **documented(UnknownSession, NoMinutes)},
)
@access(staff=STAFF)
async def get_minutes_document(session: Session, session_id: UUID) -> Response:
    """The minutes as a text document."""
    content = await asyncio.to_thread(write_docx, *await _parts(session, session_id))
    return Response(content, media_type=_DOCX, headers=_named("minutes.docx"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


_REFUSED = (UnknownSession, NoMinutes, MinutesOutdated, UnknownKey, BadSignature, AlreadySigned, BadPayload)


@router.post("/sessions/{session_id}/minutes/signatures", status_code=201, responses=documented(*_REFUSED))
@access(staff=COUNTY, departments_see=SEEN)
async def post_minutes_signature(
    session: Session, caller: CallerDep, session_id: UUID, body: SignatureEntry
) -> MinutesOut:
    """Sign the minutes with your participant's own key; the private half stays with you."""
    await find_session(session, session_id)
    minutes, _ = await sign_minutes(session, caller, session_id, body)
    return await _show(session, minutes)


@router.post("/keys", status_code=201, responses=documented(BadPayload, KeyTaken))
@access(staff=COUNTY, departments_see=KEYS_SEEN)
async def post_participant_key(session: Session, caller: CallerDep, body: KeyEntry) -> KeyOut:
    """Register the public key that your participant signs minutes with."""
    return KeyOut.model_validate(await register_key(session, caller, body), from_attributes=True)


@router.get("/keys", responses=documented(BadPayload))
@access(staff=STAFF, departments_see=KEYS_SEEN)
async def list_participant_keys(
    session: Session,
    caller: CallerDep,
    participant: Annotated[str | None, Query(max_length=40, pattern="^[a-z-]+$")] = None,
) -> Page[KeyOut]:
    """Registered keys; a department sees its own."""
    wanted = select(ParticipantKey).order_by(col(ParticipantKey.registered_at))
    whose = participant_of(caller) if caller.department else participant
    if whose is not None:
        wanted = wanted.where(ParticipantKey.participant == whose)
    keys = await session.scalars(wanted)
    return Page[KeyOut](items=[KeyOut.model_validate(key, from_attributes=True) for key in keys], next=None)


@router.post("/keys/{key_id}/revocation", responses=documented(UnknownKey, BadPayload))
@access(staff=COUNTY, departments_see=KEYS_SEEN)
async def post_key_revocation(session: Session, caller: CallerDep, key_id: KeyId) -> KeyOut:
    """Sign nothing more with this key. What it signed stays signed."""
    return KeyOut.model_validate(await revoke_key(session, caller, key_id), from_attributes=True)
