"""HTTP for objections."""

from uuid import UUID

from fastapi import Response
from sqlalchemy import select
from sqlmodel import col

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from chassis.sealing import Sealer
from services.incentives.claims.errors import (
    ClaimExists,
    ClaimNotInState,
    ObjectionOpen,
    ObjectionResolved,
    SamePerson,
    UnknownClaim,
    UnknownObjection,
    UnknownScheme,
)
from services.incentives.claims.object_to import CONTEXT, answer_objection, load_objection, object_to
from services.incentives.claims.schemas import ObjectionAnswered, ObjectionGiven, ObjectionSeen
from services.incentives.claims.tables import Claim, Objection
from services.incentives.scope import SealerDep, scope_of
from services.incentives.text_fields import Division, ListLimit

router = Router(tags=["objections"])


def _view(sealer: Sealer, objection: Objection) -> ObjectionSeen:
    fields = objection.model_dump(include=set(ObjectionSeen.model_fields))
    # Kept long enough, the words are erased; that there was an objection, and its outcome, stays.
    answer = sealer.open(objection.answer_sealed, CONTEXT) if objection.answer_sealed else None
    ground = sealer.open(objection.ground_sealed, CONTEXT) if objection.ground_sealed else None
    return ObjectionSeen(**fields, ground=ground, answer=answer)


@router.post(
    "/claims/{claim_id}/objections",
    status_code=201,
    responses=documented(UnknownClaim, ClaimNotInState, ObjectionOpen, BadPayload),
)
@access(staff=VILLAGE_UP)
async def post_objection(
    claim_id: UUID, given: ObjectionGiven, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ObjectionSeen:
    """Take down an objection. It freezes this line alone; of a refusal it asks for a second look."""
    objection = await object_to(session, sealer, caller, claim_id, given)
    set_etag(response, objection.revision)
    return _view(sealer, objection)


@router.get("/objections", responses=documented(BadPayload, NotAllowed))
@access(staff=TOWNSHIP_UP)
async def get_objections(
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    open_only: bool = False,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ObjectionSeen]:
    """List objections, oldest first, with the day by which each is to be answered."""
    query = select(Objection, col(Claim.person_id)).join(Claim, col(Claim.id) == col(Objection.claim_id))
    query = query.where(col(Claim.division_code).startswith(scope_of(caller, division)))
    if open_only:
        query = query.where(col(Objection.state) == "open")
    if cursor is not None:
        query = query.where(col(Objection.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.execute(query.order_by(col(Objection.id)).limit(limit + 1))).all()
    tell_subjects(response, *{person_id for _, person_id in rows[:limit]})
    return page_of([_view(sealer, objection) for objection, _ in rows], limit, "id")


@router.get("/objections/{objection_id}", responses=documented(UnknownObjection))
@access(staff=TOWNSHIP_UP)
async def get_objection(
    objection_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ObjectionSeen:
    """One objection and its answer."""
    objection, claim = await load_objection(session, caller, objection_id)
    tell_subjects(response, claim.person_id)
    set_etag(response, objection.revision)
    return _view(sealer, objection)


@router.post(
    "/objections/{objection_id}/answer",
    responses=documented(UnknownObjection, ObjectionResolved, SamePerson, ClaimExists, UnknownScheme, BadPayload),
)
@access(staff=TOWNSHIP_UP)
async def post_objection_answer(
    objection_id: UUID,
    given: ObjectionAnswered,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
) -> ObjectionSeen:
    """Answer an objection, by somebody who neither confirmed nor approved the claim."""
    objection = await answer_objection(session, sealer, caller, objection_id, given)
    set_etag(response, objection.revision)
    return _view(sealer, objection)
