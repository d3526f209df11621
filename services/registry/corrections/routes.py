"""Corrections over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis import clock
from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, documented
from services.registry.corrections.apply_correction import apply_correction
from services.registry.corrections.decide_correction import decide_correction
from services.registry.corrections.errors import CorrectionNotInState, UnknownCorrection
from services.registry.corrections.find_correction import corrections_of_person, corrections_owed, find_correction
from services.registry.corrections.request_correction import request_correction
from services.registry.corrections.schemas import CorrectionEntry, CorrectionOut, DecisionEntry
from services.registry.corrections.show_correction import show_corrections
from services.registry.persons.errors import NumberTaken, UnknownPerson
from services.registry.persons.find_person import find_person
from services.registry.sealed import SealerDep

router = Router(tags=["corrections 更正"])

_STEP = (UnknownCorrection, CorrectionNotInState, BadPayload, RevisionMissing, RevisionStale)


@router.post("/persons/{person_id}/corrections", status_code=201, responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def post_correction(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    body: CorrectionEntry,
) -> CorrectionOut:
    """Take down what a person says is wrong about them: field by field, with the paper they showed."""
    correction = await request_correction(session, sealer, caller, person_id, body)
    set_etag(response, correction.revision)
    tell_subjects(response, person_id)
    return (await show_corrections(session, sealer, [correction]))[0]


@router.get("/persons/{person_id}/corrections", responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def list_corrections_of_person(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CorrectionOut]:
    """Every request of one person, oldest first, with its decision and reasons."""
    await find_person(session, caller, person_id)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await corrections_of_person(session, caller, person_id, after, limit)
    tell_subjects(response, person_id)
    following = encode_cursor(rows[limit - 1].id) if len(rows) > limit else None
    return Page[CorrectionOut](items=await show_corrections(session, sealer, rows[:limit]), next=following)


@router.get("/corrections", responses=documented(BadPayload))
@access(staff=TOWNSHIP_UP)
async def list_corrections_owed(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    overdue: Annotated[bool, Query(description="Only those whose day has passed.")] = False,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[CorrectionOut]:
    """Requests of your area on which the office owes a step, the most urgent first."""
    after = decode_cursor(cursor, date, UUID) if cursor else None
    rows = await corrections_owed(session, caller, clock.today() if overdue else None, after, limit)
    tell_subjects(response, *dict.fromkeys(row.person_id for row in rows[:limit]))
    following = encode_cursor(rows[limit - 1].owed_by, rows[limit - 1].id) if len(rows) > limit else None
    return Page[CorrectionOut](items=await show_corrections(session, sealer, rows[:limit]), next=following)


@router.get("/corrections/{correction_id}", responses=documented(UnknownCorrection))
@access(staff=VILLAGE_UP)
async def get_correction(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, correction_id: UUID
) -> CorrectionOut:
    """One request."""
    correction = await find_correction(session, caller, correction_id)
    set_etag(response, correction.revision)
    tell_subjects(response, correction.person_id)
    return (await show_corrections(session, sealer, [correction]))[0]


@router.post("/corrections/{correction_id}/decision", responses=documented(*_STEP))
@access(staff=TOWNSHIP_UP)
async def post_decision(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    correction_id: UUID,
    body: DecisionEntry,
    if_match: IfMatch = None,
) -> CorrectionOut:
    """Accept or refuse each field; a refusal gives its reason, which the person is told."""
    correction = await decide_correction(session, caller, correction_id, if_match, body)
    set_etag(response, correction.revision)
    tell_subjects(response, correction.person_id)
    return (await show_corrections(session, sealer, [correction]))[0]


@router.post("/corrections/{correction_id}/application", responses=documented(*_STEP, NumberTaken))
@access(staff=TOWNSHIP_UP)
async def post_application(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    correction_id: UUID,
    if_match: IfMatch = None,
) -> CorrectionOut:
    """Put what was accepted into the register. Departments that were shown the person before are told of it."""
    correction = await apply_correction(session, sealer, caller, correction_id, if_match)
    set_etag(response, correction.revision)
    tell_subjects(response, correction.person_id)
    return (await show_corrections(session, sealer, [correction]))[0]
