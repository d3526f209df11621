"""Moves over HTTP."""

from datetime import date
from uuid import UUID

from fastapi.responses import Response

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.registry.households.errors import PersonNotLiving
from services.registry.persons.errors import UnknownPerson
from services.registry.persons.find_person import find_person
from services.registry.residence.errors import AlreadyLivesThere, MovedLater
from services.registry.residence.move_person import move_person
from services.registry.residence.queries import moves_of
from services.registry.residence.schemas import Moved, MoveEntry, MoveOut
from services.registry.sealed import SealerDep

router = Router(prefix="/persons/{person_id}/moves", tags=["residence 居住"])

_START = (date.min, UUID(int=0))


@router.post(
    "",
    status_code=201,
    responses=documented(UnknownPerson, BadPayload, NotAllowed, PersonNotLiving, AlreadyLivesThere, MovedLater),
)
@access(staff=VILLAGE_UP)
async def post_move(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, person_id: UUID, body: MoveEntry
) -> Moved:
    """Register a move that has happened. Out of the county and back again are moves like any other."""
    moves = await move_person(session, sealer, caller, person_id, body)
    tell_subjects(response, *(move.person_id for move in moves))
    shown = [MoveOut.model_validate(move.model_dump()) for move in moves]
    return Moved(group_id=moves[0].group_id, items=shown)


@router.get("", responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def list_moves(
    session: Session,
    response: Response,
    caller: CallerDep,
    person_id: UUID,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[MoveOut]:
    """Where a person has lived, as far as moves were registered."""
    await find_person(session, caller, person_id)
    after = decode_cursor(cursor, date, UUID) if cursor else _START
    rows = await moves_of(session, person_id, after, limit)
    tell_subjects(response, person_id)
    return page_of([MoveOut.model_validate(row.model_dump()) for row in rows], limit, "moved_on", "id")
