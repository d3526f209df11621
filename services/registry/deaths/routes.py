"""Deaths over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, CharterRefusal, documented
from chassis.sealing import Sealer
from services.registry.certificate_numbers import show_certificate
from services.registry.deaths.errors import DeathAlreadyRegistered, DeathCertificateTaken, UnknownDeath
from services.registry.deaths.queries import deaths_in, find_death
from services.registry.deaths.register_death import register_death
from services.registry.deaths.revise_death import correct_death, revoke_death
from services.registry.deaths.schemas import DeathCorrection, DeathEntry, DeathOut
from services.registry.deaths.tables import CERTIFICATE, Death
from services.registry.payloads import CalendarDate, QueryCode
from services.registry.persons.errors import UnknownPerson
from services.registry.sealed import SealerDep
from services.registry.vital_events import StepNotPossible, answer
from services.registry.vital_schemas import Revocation

router = Router(prefix="/deaths", tags=["deaths 死亡"])

DeathLimit = Annotated[int, Query(ge=1, le=200)]
_REVISED = (UnknownDeath, RevisionMissing, RevisionStale, StepNotPossible)
_START = (date.min, UUID(int=0))


def _show(death: Death, sealer: Sealer) -> DeathOut:
    number = show_certificate(sealer, death.certificate_sealed, CERTIFICATE)
    return DeathOut.model_validate(death.model_dump() | {"certificate_number": number})


@router.post(
    "",
    status_code=201,
    responses=documented(UnknownPerson, BadPayload, CharterRefusal, DeathAlreadyRegistered, DeathCertificateTaken),
)
@access(staff=VILLAGE_UP)
async def post_death(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: DeathEntry
) -> DeathOut:
    """Register a death, however late. No cause is asked for."""
    death = await register_death(session, sealer, caller, body)
    set_etag(response, death.revision)
    tell_subjects(response, death.person_id)
    return _show(death, sealer)


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_deaths(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    division: QueryCode = None,
    died_from: Annotated[CalendarDate, Query(alias="from")] = date.min,
    died_to: Annotated[CalendarDate, Query(alias="to")] = date.max,
    cursor: Cursor = None,
    limit: DeathLimit = 50,
) -> Page[DeathOut]:
    """Registered deaths of persons in your area, by day of death."""
    after = decode_cursor(cursor, date, UUID) if cursor else _START
    rows = await deaths_in(
        session, caller, division=division, died_from=died_from, died_to=died_to, after=after, limit=limit
    )
    page = page_of([_show(row, sealer) for row in rows], limit, "died_on", "id")
    tell_subjects(response, *(death.person_id for death in page.items))
    return page


@router.get("/{death_id}", responses=documented(UnknownDeath))
@access(staff=VILLAGE_UP)
async def get_death(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, death_id: UUID
) -> DeathOut:
    """One registered death."""
    death = await find_death(session, caller, death_id)
    set_etag(response, death.revision)
    tell_subjects(response, death.person_id)
    return _show(death, sealer)


@router.post("/{death_id}/correction", responses=documented(*_REVISED, BadPayload, DeathCertificateTaken))
@access(staff=TOWNSHIP_UP)
async def post_death_correction(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    death_id: UUID,
    body: DeathCorrection,
    if_match: IfMatch = None,
) -> DeathOut:
    """Correct what was registered wrongly."""
    corrected = await correct_death(session, sealer, caller, death_id, if_match, body)
    return answer(response, corrected, sealer, DeathOut)


@router.post("/{death_id}/revocation", responses=documented(*_REVISED))
@access(staff=TOWNSHIP_UP)
async def post_death_revocation(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    death_id: UUID,
    body: Revocation,
    if_match: IfMatch = None,
) -> DeathOut:
    """Take a wrong registration back; what it changed stands again as before."""
    revoked = await revoke_death(session, caller, death_id, if_match, body)
    return answer(response, revoked, sealer, DeathOut)
