"""HTTP for entitlements: what is owed to whom, and the officer's hand on it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Body, Query, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit
from chassis.access import COUNTY, VILLAGE_UP, access
from chassis.auth import Caller
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, expect_revision, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.incentives.entitlements.errors import UnknownEntitlement
from services.incentives.entitlements.hold_entitlement import hold_entitlement, resume_entitlement
from services.incentives.entitlements.load import load_entitlement
from services.incentives.entitlements.tables import Entitlement
from services.incentives.scope import scope_of
from services.incentives.text_fields import Division, ListLimit

router = Router(tags=["entitlements"])

HoldReason = Annotated[Literal["payee-died", "birth-in-doubt", "proof-withdrawn", "account-in-doubt"], Body(embed=True)]
AnyScheme = Annotated[str | None, Query(max_length=60, pattern=r"^[a-z0-9-]+$")]
_CHANGE = documented(UnknownEntitlement, RevisionMissing, RevisionStale, BadPayload)


class InstalmentOwed(BaseModel):
    """A part of it, and when it is due."""

    due_on: date
    amount_fen: int


class EntitlementSeen(BaseModel, from_attributes=True):
    """What is owed for one person under one scheme."""

    id: UUID
    decision_id: UUID
    scheme: str
    scheme_version: int
    person_id: UUID
    payee_id: UUID
    division_code: str
    fund: str
    period_start: date
    period_end: date
    amount_fen: int
    owed_fen: int
    instalments: list[InstalmentOwed]
    state: Literal["approved", "on_hold", "stopped"]
    hold_reason: str | None
    stopped_on: date | None
    stop_reason: str | None
    approved_by: str
    approved_at: datetime
    revision: int


async def _load(session: AsyncSession, caller: Caller, entitlement_id: UUID) -> Entitlement:
    entitlement = await load_entitlement(session, entitlement_id)
    if not caller.sees(entitlement.division_code):
        raise UnknownEntitlement()
    return entitlement


def _seen(entitlement: Entitlement, response: Response) -> EntitlementSeen:
    set_etag(response, entitlement.revision)
    tell_subjects(response, entitlement.person_id, *({entitlement.payee_id} - {entitlement.person_id}))
    return EntitlementSeen.model_validate(entitlement)


@router.get("/entitlements", responses=documented(BadPayload, NotAllowed))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_entitlements(
    caller: CallerDep,
    session: Session,
    response: Response,
    scheme: AnyScheme = None,
    state: Literal["approved", "on_hold", "stopped"] | None = None,
    person_id: UUID | None = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[EntitlementSeen]:
    """List what is owed, oldest first."""
    query = select(Entitlement).where(col(Entitlement.division_code).startswith(scope_of(caller, division)))
    for column, wanted in (("scheme", scheme), ("state", state), ("person_id", person_id)):
        if wanted is not None:
            query = query.where(getattr(Entitlement, column) == wanted)
    if cursor is not None:
        query = query.where(col(Entitlement.id) > decode_cursor(cursor, UUID)[0])
    rows = list(await session.scalars(query.order_by(col(Entitlement.id)).limit(limit + 1)))
    tell_subjects(response, *{entitlement.person_id for entitlement in rows[:limit]})
    return page_of([EntitlementSeen.model_validate(row) for row in rows], limit, "id")


@router.get("/entitlements/{entitlement_id}", responses=documented(UnknownEntitlement))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_entitlement(
    entitlement_id: UUID, caller: CallerDep, session: Session, response: Response
) -> EntitlementSeen:
    """One entitlement: how much for which days, and how it stands."""
    return _seen(await _load(session, caller, entitlement_id), response)


@router.post("/entitlements/{entitlement_id}/hold", responses=_CHANGE)
@access(staff=COUNTY)
async def post_hold(
    entitlement_id: UUID,
    reason: HoldReason,
    caller: CallerDep,
    session: Session,
    response: Response,
    if_match: IfMatch = None,
) -> EntitlementSeen:
    """Let payment wait while something is cleared up; what is owed is owed still."""
    expect_revision(if_match, (await _load(session, caller, entitlement_id)).revision)
    held = await hold_entitlement(session, entitlement_id, reason)
    await audit.record(session, caller, "hold-entitlement", held.person_id, entitlement=held.id, reason=reason)
    return _seen(held, response)


@router.post("/entitlements/{entitlement_id}/resumption", responses=_CHANGE)
@access(staff=COUNTY)
async def post_resumption(
    entitlement_id: UUID,
    reason: HoldReason,
    caller: CallerDep,
    session: Session,
    response: Response,
    if_match: IfMatch = None,
) -> EntitlementSeen:
    """Let payment go on, once the reason for which it waits is cleared up. An open objection is answered instead."""
    expect_revision(if_match, (await _load(session, caller, entitlement_id)).revision)
    resumed = await resume_entitlement(session, entitlement_id, reason)
    facts = {"entitlement": resumed.id, "reason": reason}
    await audit.record(session, caller, "resume-entitlement", resumed.person_id, **facts)
    return _seen(resumed, response)
