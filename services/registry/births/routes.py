"""Births over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from chassis.sealing import Sealer
from services.registry.births.errors import BirthCertificateTaken, PersonBuiltOn, UnknownBirth
from services.registry.births.queries import births_in, find_birth
from services.registry.births.register_birth import register_birth
from services.registry.births.revise_birth import correct_birth, revoke_birth
from services.registry.births.schemas import BirthCorrection, BirthEntry, BirthOut
from services.registry.births.tables import CERTIFICATE, Birth
from services.registry.certificate_numbers import show_certificate
from services.registry.households.errors import HeadTaken, UnknownHousehold
from services.registry.payloads import CalendarDate, QueryCode
from services.registry.persons.errors import NumberTaken
from services.registry.sealed import SealerDep
from services.registry.vital_events import StepNotPossible, answer
from services.registry.vital_schemas import Revocation

router = Router(prefix="/births", tags=["births 出生"])

# Three persons stand in each: all are named in a header for the access log.
BirthLimit = Annotated[int, Query(ge=1, le=60)]
_REVISED = (UnknownBirth, RevisionMissing, RevisionStale, StepNotPossible)
_START = (date.min, UUID(int=0))


def _show(birth: Birth, sealer: Sealer) -> BirthOut:
    number = show_certificate(sealer, birth.certificate_sealed, CERTIFICATE)
    return BirthOut.model_validate(birth.model_dump() | {"certificate_number": number})


def _tell(response: Response, *births: BirthOut) -> None:
    named = (person for birth in births for person in (birth.person_id, birth.mother_id, birth.father_id))
    tell_subjects(response, *dict.fromkeys(person for person in named if person is not None))


@router.post(
    "",
    status_code=201,
    responses=documented(
        BadPayload, CharterRefusal, BirthCertificateTaken, NumberTaken, UnknownHousehold, HeadTaken, NotAllowed
    ),
)
@access(staff=VILLAGE_UP)
async def post_birth(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: BirthEntry
) -> BirthOut:
    """Register a birth, whoever the parents are and however late. No permit and no marriage is asked for (C1)."""
    birth = await register_birth(session, sealer, caller, body)
    shown = _show(birth, sealer)
    set_etag(response, birth.revision)
    _tell(response, shown)
    return shown


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_births(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    division: QueryCode = None,
    born_from: Annotated[CalendarDate, Query(alias="from")] = date.min,
    born_to: Annotated[CalendarDate, Query(alias="to")] = date.max,
    cursor: Cursor = None,
    limit: BirthLimit = 50,
) -> Page[BirthOut]:
    """Registered births of children in your area, by day of birth."""
    after = decode_cursor(cursor, date, UUID) if cursor else _START
    rows = await births_in(
        session, caller, division=division, born_from=born_from, born_to=born_to, after=after, limit=limit
    )
    page = page_of([_show(row, sealer) for row in rows], limit, "born_on", "id")
    _tell(response, *page.items)
    return page


@router.get("/{birth_id}", responses=documented(UnknownBirth))
@access(staff=VILLAGE_UP)
async def get_birth(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, birth_id: UUID
) -> BirthOut:
    """One registered birth."""
    birth = await find_birth(session, caller, birth_id)
    shown = _show(birth, sealer)
    set_etag(response, birth.revision)
    _tell(response, shown)
    return shown


@router.post("/{birth_id}/correction", responses=documented(*_REVISED, BadPayload, BirthCertificateTaken))
@access(staff=TOWNSHIP_UP)
async def post_birth_correction(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    birth_id: UUID,
    body: BirthCorrection,
    if_match: IfMatch = None,
) -> BirthOut:
    """Correct what was registered wrongly."""
    corrected = await correct_birth(session, sealer, caller, birth_id, if_match, body)
    return answer(response, corrected, sealer, BirthOut)


@router.post("/{birth_id}/revocation", responses=documented(*_REVISED, PersonBuiltOn))
@access(staff=TOWNSHIP_UP)
async def post_birth_revocation(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    birth_id: UUID,
    body: Revocation,
    if_match: IfMatch = None,
) -> BirthOut:
    """Take a wrong registration back; what it changed stands again as before."""
    revoked = await revoke_birth(session, caller, birth_id, if_match, body)
    return answer(response, revoked, sealer, BirthOut)
