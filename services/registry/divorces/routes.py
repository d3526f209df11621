"""Divorces over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Page
from chassis.problems import BadPayload, CharterRefusal, documented
from services.registry.divorces.errors import MarriedSince, UnknownDivorce
from services.registry.divorces.register_divorce import register_divorce
from services.registry.divorces.revise_divorce import correct_divorce, revoke_divorce
from services.registry.divorces.schemas import DivorceCorrection, DivorceEntry, DivorceOut
from services.registry.divorces.tables import Divorce
from services.registry.payloads import CalendarDate, QueryCode
from services.registry.persons.errors import UnknownPerson
from services.registry.sealed import SealerDep
from services.registry.vital_events import (
    CertificateTaken,
    Ranged,
    StepNotPossible,
    answer,
    find_event,
    list_events,
    page,
)
from services.registry.vital_schemas import Revocation

router = Router(prefix="/divorces", tags=["divorces 离婚"])

# Several persons stand in each: all are named in a header for the access log.
DivorceLimit = Annotated[int, Query(ge=1, le=60)]
_REVISED = (UnknownDivorce, RevisionMissing, RevisionStale, StepNotPossible)


@router.post("", status_code=201, responses=documented(UnknownPerson, BadPayload, CharterRefusal, CertificateTaken))
@access(staff=VILLAGE_UP)
async def post_divorce(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: DivorceEntry
) -> DivorceOut:
    """Register a divorce in one step, however late."""
    return answer(response, await register_divorce(session, sealer, caller, body), sealer, DivorceOut)


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_divorces(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    division: QueryCode = None,
    first: Annotated[CalendarDate, Query(alias="from")] = date.min,
    last: Annotated[CalendarDate, Query(alias="to")] = date.max,
    cursor: Cursor = None,
    limit: DivorceLimit = 50,
) -> Page[DivorceOut]:
    """Divorces registered in your area, or of persons of it, by day."""
    rows = await list_events(session, caller, Divorce, Ranged(division, first, last, cursor, limit))
    return page(response, rows, sealer, DivorceOut, Divorce, limit)


@router.get("/{divorce_id}", responses=documented(UnknownDivorce))
@access(staff=VILLAGE_UP)
async def get_divorce(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, divorce_id: UUID
) -> DivorceOut:
    """One registered divorce."""
    return answer(response, await find_event(session, caller, Divorce, divorce_id, UnknownDivorce), sealer, DivorceOut)


@router.post("/{divorce_id}/correction", responses=documented(*_REVISED, BadPayload, MarriedSince, CertificateTaken))
@access(staff=TOWNSHIP_UP)
async def post_divorce_correction(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    divorce_id: UUID,
    body: DivorceCorrection,
    if_match: IfMatch = None,
) -> DivorceOut:
    """Correct what was registered wrongly."""
    corrected = await correct_divorce(session, sealer, caller, divorce_id, if_match, body)
    return answer(response, corrected, sealer, DivorceOut)


@router.post("/{divorce_id}/revocation", responses=documented(*_REVISED, MarriedSince))
@access(staff=TOWNSHIP_UP)
async def post_divorce_revocation(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    divorce_id: UUID,
    body: Revocation,
    if_match: IfMatch = None,
) -> DivorceOut:
    """Take a wrong registration back; what it changed stands again as before."""
    revoked = await revoke_divorce(session, caller, divorce_id, if_match, body)
    return answer(response, revoked, sealer, DivorceOut)
