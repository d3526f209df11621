"""Declarations over HTTP: declared → verified → registered, or rejected with a reason."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Body
from fastapi.responses import Response

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, CharterRefusal, documented
from chassis.sealing import Sealer
from services.registry.declarations.decide_declaration import (
    register_declaration,
    reject_declaration,
    verify_declaration,
)
from services.registry.declarations.declare_event import declare_event
from services.registry.declarations.errors import UnknownDeclaration
from services.registry.declarations.kinds import KindName
from services.registry.declarations.queries import declarations_in, find_declaration
from services.registry.declarations.schemas import DeclarationEntry, DeclarationOut, Rejection
from services.registry.declarations.show_declaration import persons_named, show_declaration
from services.registry.declarations.tables import Declaration
from services.registry.sealed import SealerDep
from services.registry.vital import State
from services.registry.vital_events import StepNotPossible, persons_in

router = Router(prefix="/declarations", tags=["declarations 申报"])

_START = (datetime(1, 1, 1, tzinfo=UTC), UUID(int=0))
_STEP = (UnknownDeclaration, RevisionMissing, RevisionStale, StepNotPossible)


def _answer(response: Response, declaration: Declaration, sealer: Sealer) -> DeclarationOut:
    set_etag(response, declaration.revision)
    tell_subjects(response, *persons_named(declaration, sealer))
    return show_declaration(declaration, sealer)


@router.post("", status_code=201, responses=documented(BadPayload, CharterRefusal))
@access(staff=VILLAGE_UP)
async def post_declaration(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    body: Annotated[DeclarationEntry, Body()],
) -> DeclarationOut:
    """Take a declaration of a birth, death, marriage, divorce or adoption. The register does not change yet."""
    return _answer(response, await declare_event(session, sealer, caller, body), sealer)


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_declarations(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    state: State | None = None,
    kind: KindName | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[DeclarationOut]:
    """Declarations taken in your area, the longest waiting first."""
    after = decode_cursor(cursor, datetime, UUID) if cursor else _START
    rows = await declarations_in(session, caller, state, kind, after, limit)
    tell_subjects(response, *dict.fromkeys(each for row in rows[:limit] for each in persons_named(row, sealer)))
    return page_of([show_declaration(row, sealer) for row in rows], limit, "declared_at", "id")


@router.get("/{declaration_id}", responses=documented(UnknownDeclaration))
@access(staff=VILLAGE_UP)
async def get_declaration(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, declaration_id: UUID
) -> DeclarationOut:
    """One declaration."""
    return _answer(response, await find_declaration(session, caller, declaration_id), sealer)


@router.post("/{declaration_id}/verification", responses=documented(*_STEP))
@access(staff=TOWNSHIP_UP)
async def post_verification(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    declaration_id: UUID,
    if_match: IfMatch = None,
) -> DeclarationOut:
    """The papers were looked at, and they bear out what was declared."""
    return _answer(response, await verify_declaration(session, sealer, caller, declaration_id, if_match), sealer)


@router.post("/{declaration_id}/registration", responses=documented(*_STEP, BadPayload))
@access(staff=TOWNSHIP_UP)
async def post_registration(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    declaration_id: UUID,
    if_match: IfMatch = None,
) -> DeclarationOut:
    """Register what was declared and verified; refused as the event's own registration would be."""
    declaration, event = await register_declaration(session, sealer, caller, declaration_id, if_match)
    shown = _answer(response, declaration, sealer)
    tell_subjects(response, *persons_in(event))
    return shown


@router.post("/{declaration_id}/rejection", responses=documented(*_STEP, BadPayload))
@access(staff=TOWNSHIP_UP)
async def post_rejection(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    declaration_id: UUID,
    body: Rejection,
    if_match: IfMatch = None,
) -> DeclarationOut:
    """Turn a declaration down, saying why."""
    rejected = await reject_declaration(session, sealer, caller, declaration_id, if_match, body.reason)
    return _answer(response, rejected, sealer)
