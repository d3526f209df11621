"""Adoptions over HTTP."""

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
from services.registry.adoptions.errors import AlreadyAdopted, UnknownAdoption
from services.registry.adoptions.register_adoption import register_adoption
from services.registry.adoptions.revise_adoption import correct_adoption, revoke_adoption
from services.registry.adoptions.schemas import AdoptionCorrection, AdoptionEntry, AdoptionOut
from services.registry.adoptions.tables import Adoption
from services.registry.households.errors import HeadTaken, PersonNotLiving, UnknownHousehold
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

router = Router(prefix="/adoptions", tags=["adoptions 收养"])

# Several persons stand in each: all are named in a header for the access log.
AdoptionLimit = Annotated[int, Query(ge=1, le=60)]
_REVISED = (UnknownAdoption, RevisionMissing, RevisionStale, StepNotPossible)


@router.post(
    "",
    status_code=201,
    responses=documented(
        UnknownPerson,
        BadPayload,
        CharterRefusal,
        AlreadyAdopted,
        CertificateTaken,
        UnknownHousehold,
        HeadTaken,
        PersonNotLiving,
    ),
)
@access(staff=VILLAGE_UP)
async def post_adoption(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: AdoptionEntry
) -> AdoptionOut:
    """Register an adoption in one step, however late."""
    return answer(response, await register_adoption(session, sealer, caller, body), sealer, AdoptionOut)


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_adoptions(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    division: QueryCode = None,
    first: Annotated[CalendarDate, Query(alias="from")] = date.min,
    last: Annotated[CalendarDate, Query(alias="to")] = date.max,
    cursor: Cursor = None,
    limit: AdoptionLimit = 50,
) -> Page[AdoptionOut]:
    """Adoptions registered in your area, or of persons of it, by day."""
    rows = await list_events(session, caller, Adoption, Ranged(division, first, last, cursor, limit))
    return page(response, rows, sealer, AdoptionOut, Adoption, limit)


@router.get("/{adoption_id}", responses=documented(UnknownAdoption))
@access(staff=VILLAGE_UP)
async def get_adoption(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, adoption_id: UUID
) -> AdoptionOut:
    """One registered adoption."""
    return answer(
        response, await find_event(session, caller, Adoption, adoption_id, UnknownAdoption), sealer, AdoptionOut
    )


@router.post("/{adoption_id}/correction", responses=documented(*_REVISED, BadPayload, CertificateTaken))
@access(staff=TOWNSHIP_UP)
async def post_adoption_correction(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    adoption_id: UUID,
    body: AdoptionCorrection,
    if_match: IfMatch = None,
) -> AdoptionOut:
    """Correct what was registered wrongly."""
    corrected = await correct_adoption(session, sealer, caller, adoption_id, if_match, body)
    return answer(response, corrected, sealer, AdoptionOut)


@router.post("/{adoption_id}/revocation", responses=documented(*_REVISED))
@access(staff=TOWNSHIP_UP)
async def post_adoption_revocation(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    adoption_id: UUID,
    body: Revocation,
    if_match: IfMatch = None,
) -> AdoptionOut:
    """Take a wrong registration back; what it changed stands again as before."""
    revoked = await revoke_adoption(session, caller, adoption_id, if_match, body)
    return answer(response, revoked, sealer, AdoptionOut)
