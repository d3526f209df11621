"""Declared moves over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page
from chassis.problems import BadPayload, CharterRefusal, documented
from services.migrants.movements.declare_movement import declare_movement
from services.migrants.movements.errors import PersonUnknownHere, UnknownMovement
from services.migrants.movements.schemas import DeclarationSeen, MovementEntry
from services.migrants.movements.show_declarations import (
    Asked,
    declaration_seen,
    list_declarations,
    load_declaration,
)

router = Router(prefix="/movement-declarations", tags=["movements"])


def _tell(response: Response, *seen: DeclarationSeen) -> None:
    tell_subjects(response, *dict.fromkeys(member.person_id for each in seen for member in each.members))


@router.post("", status_code=201, responses=documented(BadPayload, CharterRefusal, PersonUnknownHere))
@access(staff=VILLAGE_UP)
async def post_declaration(
    entry: MovementEntry, caller: CallerDep, session: Session, response: Response
) -> DeclarationSeen:
    """Write down a move that the person declares. Children of the household are named: along, or behind."""
    declaration = await declare_movement(session, caller, entry)
    await session.flush()
    seen = await declaration_seen(session, declaration)
    _tell(response, seen)
    return seen


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def get_declarations(
    caller: CallerDep,
    session: Session,
    response: Response,
    only: Annotated[Asked | None, Query(description="What somebody has to look at, or is to be served for.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[DeclarationSeen]:
    """Declared moves from, to or within the caller's division, newest first."""
    page = await list_declarations(session, caller.scope_prefix, only, limit, cursor)
    _tell(response, *page.items)
    return page


@router.get("/{movement_id}", responses=documented(UnknownMovement))
@access(staff=VILLAGE_UP)
async def get_declaration(
    movement_id: UUID, caller: CallerDep, session: Session, response: Response
) -> DeclarationSeen:
    """One declared move, and how the register took it for each person."""
    seen = await declaration_seen(session, await load_declaration(session, caller, movement_id))
    _tell(response, seen)
    return seen
