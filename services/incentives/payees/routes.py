"""HTTP for changes of payee."""

from uuid import UUID

from fastapi import Response
from sqlalchemy import select
from sqlmodel import col

from chassis.access import COUNTY, TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.incentives.claims.errors import SamePerson
from services.incentives.entitlements.errors import UnknownEntitlement
from services.incentives.entitlements.tables import Entitlement
from services.incentives.payees.change_payee import decide_payee, load_change, propose_payee
from services.incentives.payees.errors import PayeeChangeDecided, PayeeChangePending, PayeeStands, UnknownPayeeChange
from services.incentives.payees.rules import ChangeState
from services.incentives.payees.schemas import PayeeChangeSeen, PayeeDecided, PayeeProposed
from services.incentives.payees.tables import PayeeChange
from services.incentives.scope import scope_of
from services.incentives.text_fields import Division, ListLimit

router = Router(tags=["payees"])


@router.post(
    "/entitlements/{entitlement_id}/payee-changes",
    status_code=201,
    responses=documented(UnknownEntitlement, PayeeStands, PayeeChangePending, BadPayload),
)
@access(staff=VILLAGE_UP)
async def post_payee_change(
    entitlement_id: UUID, given: PayeeProposed, caller: CallerDep, session: Session, response: Response
) -> PayeeChangeSeen:
    """Propose who is paid in the place of a payee who died, or of another guardian; somebody else decides."""
    change = await propose_payee(session, caller, entitlement_id, given)
    set_etag(response, change.revision)
    tell_subjects(response, change.from_payee_id, change.to_payee_id)
    return PayeeChangeSeen.model_validate(change)


@router.get("/payee-changes", responses=documented(BadPayload, NotAllowed))
@access(staff=TOWNSHIP_UP)
async def get_payee_changes(
    caller: CallerDep,
    session: Session,
    response: Response,
    state: ChangeState | None = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 50,
) -> Page[PayeeChangeSeen]:
    """List changes of payee, oldest first."""
    query = select(PayeeChange).join(Entitlement, col(Entitlement.id) == col(PayeeChange.entitlement_id))
    query = query.where(col(Entitlement.division_code).startswith(scope_of(caller, division)))
    if state is not None:
        query = query.where(col(PayeeChange.state) == state)
    if cursor is not None:
        query = query.where(col(PayeeChange.id) > decode_cursor(cursor, UUID)[0])
    rows = list(await session.scalars(query.order_by(col(PayeeChange.id)).limit(limit + 1)))
    tell_subjects(response, *{each for row in rows[:limit] for each in (row.from_payee_id, row.to_payee_id)})
    return page_of([PayeeChangeSeen.model_validate(row) for row in rows], limit, "id")


@router.get("/payee-changes/{change_id}", responses=documented(UnknownPayeeChange))
@access(staff=TOWNSHIP_UP)
async def get_payee_change(change_id: UUID, caller: CallerDep, session: Session, response: Response) -> PayeeChangeSeen:
    """One change of payee, with what was shown for it."""
    change, _ = await load_change(session, caller, change_id)
    set_etag(response, change.revision)
    tell_subjects(response, change.from_payee_id, change.to_payee_id)
    return PayeeChangeSeen.model_validate(change)


@router.post(
    "/payee-changes/{change_id}/decision",
    responses=documented(UnknownPayeeChange, PayeeChangeDecided, SamePerson, PayeeStands, BadPayload),
)
@access(staff=COUNTY)
async def post_payee_decision(
    change_id: UUID, given: PayeeDecided, caller: CallerDep, session: Session, response: Response
) -> PayeeChangeSeen:
    """Carry a change of payee out or refuse it, as somebody else than who proposed it."""
    change = await decide_payee(session, caller, change_id, given)
    set_etag(response, change.revision)
    tell_subjects(response, change.from_payee_id, change.to_payee_id)
    return PayeeChangeSeen.model_validate(change)
