"""Marriages over HTTP."""

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
from services.registry.marriages.errors import AlreadyMarried, MarriageBuiltOn, UnknownMarriage
from services.registry.marriages.register_marriage import register_marriage
from services.registry.marriages.revise_marriage import correct_marriage, revoke_marriage
from services.registry.marriages.schemas import MarriageCorrection, MarriageEntry, MarriageOut
from services.registry.marriages.tables import Marriage
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

router = Router(prefix="/marriages", tags=["marriages 结婚"])

# Several persons stand in each: all are named in a header for the access log.
MarriageLimit = Annotated[int, Query(ge=1, le=60)]
_REVISED = (UnknownMarriage, RevisionMissing, RevisionStale, StepNotPossible)


@router.post(
    "",
    status_code=201,
    responses=documented(UnknownPerson, BadPayload, CharterRefusal, AlreadyMarried, CertificateTaken),
)
@access(staff=VILLAGE_UP)
async def post_marriage(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: MarriageEntry
) -> MarriageOut:
    """Register a marriage in one step, however late."""
    return answer(response, await register_marriage(session, sealer, caller, body), sealer, MarriageOut)


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_marriages(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    division: QueryCode = None,
    first: Annotated[CalendarDate, Query(alias="from")] = date.min,
    last: Annotated[CalendarDate, Query(alias="to")] = date.max,
    cursor: Cursor = None,
    limit: MarriageLimit = 50,
) -> Page[MarriageOut]:
    """Marriages registered in your area, or of persons of it, by day."""
    rows = await list_events(session, caller, Marriage, Ranged(division, first, last, cursor, limit))
    return page(response, rows, sealer, MarriageOut, Marriage, limit)


@router.get("/{marriage_id}", responses=documented(UnknownMarriage))
@access(staff=VILLAGE_UP)
async def get_marriage(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, marriage_id: UUID
) -> MarriageOut:
    """One registered marriage."""
    return answer(
        response, await find_event(session, caller, Marriage, marriage_id, UnknownMarriage), sealer, MarriageOut
    )


@router.post("/{marriage_id}/correction", responses=documented(*_REVISED, BadPayload, AlreadyMarried, CertificateTaken))
@access(staff=TOWNSHIP_UP)
async def post_marriage_correction(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    marriage_id: UUID,
    body: MarriageCorrection,
    if_match: IfMatch = None,
) -> MarriageOut:
    """Correct what was registered wrongly."""
    corrected = await correct_marriage(session, sealer, caller, marriage_id, if_match, body)
    return answer(response, corrected, sealer, MarriageOut)


@router.post("/{marriage_id}/revocation", responses=documented(*_REVISED, MarriageBuiltOn))
@access(staff=TOWNSHIP_UP)
async def post_marriage_revocation(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    marriage_id: UUID,
    body: Revocation,
    if_match: IfMatch = None,
) -> MarriageOut:
    """Take a wrong registration back; what it changed stands again as before."""
    revoked = await revoke_marriage(session, caller, marriage_id, if_match, body)
    return answer(response, revoked, sealer, MarriageOut)
