"""Movements that touch the caller's divisions."""

from fastapi import Response

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page
from services.migrants.movements.queries import list_movements
from services.migrants.movements.rules import Direction
from services.migrants.movements.schemas import MovementView

router = Router(tags=["movements"])


@router.get("/movements")
@access(staff=VILLAGE_UP)
async def show_movements(
    session: Session,
    caller: CallerDep,
    response: Response,
    direction: Direction | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[MovementView]:
    """Who left, arrived or moved within the caller's division, newest first, so that services can follow."""
    page = await list_movements(session, caller.scope_prefix, direction, limit, cursor)
    tell_subjects(response, *(item.person_id for item in page.items))
    return page
