"""Discrepancies over HTTP: the agenda, answers, resolutions, and what came of them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from chassis.access import COUNTY, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, encode_cursor, page_of
from chassis.problems import BadPayload, documented, language_of
from services.registry.deaths.errors import DeathAlreadyRegistered
from services.registry.marriages.errors import AlreadyMarried
from services.registry.persons.errors import NumberTaken, UnknownPerson
from services.registry.reconciliation.discrepancies.answer_discrepancy import acknowledge_outcome, answer_discrepancy
from services.registry.reconciliation.discrepancies.apply_resolution import apply_resolution
from services.registry.reconciliation.discrepancies.errors import (
    DiscrepancyNotInState,
    EvidenceErased,
    NoRemedyHere,
    UnknownDiscrepancy,
)
from services.registry.reconciliation.discrepancies.queries import agenda, find_discrepancy, handed_in_by, key_of
from services.registry.reconciliation.discrepancies.resolve_discrepancy import resolve_discrepancy
from services.registry.reconciliation.discrepancies.rules import State
from services.registry.reconciliation.discrepancies.schemas import (
    AcknowledgementOut,
    AnswerEntry,
    ApplicationEntry,
    DiscrepancyOut,
    ResolutionEntry,
)
from services.registry.reconciliation.discrepancies.show_discrepancy import show_acknowledgement, show_discrepancies
from services.registry.reconciliation.discrepancies.tables import Discrepancy
from services.registry.reconciliation.sessions.errors import UnknownSession
from services.registry.reconciliation.sessions.queries import find_session
from services.registry.reconciliation.sessions.routes import STAFF
from services.registry.residence.errors import AlreadyLivesThere, MovedLater
from services.registry.sealed import SealerDep

router = Router(prefix="/reconciliation", tags=["reconciliation 信息对账会议"])

SEEN, OUTCOMES_SEEN = "discrepancy", "acknowledgement"
AskedSession = Annotated[UUID, Query(alias="session", description="The meeting.")]
Word = Annotated[str | None, Query(max_length=40, pattern="^[a-z-]+$")]


def _tell(response: Response, *rows: Discrepancy) -> None:
    named = (person for row in rows for person in (row.person_id, row.other_id))
    tell_subjects(response, *dict.fromkeys(person for person in named if person is not None))


@router.get("/discrepancies", responses=documented(UnknownSession, BadPayload))
@access(staff=STAFF, departments_see=SEEN)
async def list_discrepancies(
    request: Request,
    response: Response,
    session: Session,
    sealer: SealerDep,
    caller: CallerDep,
    session_id: AskedSession,
    state: State | None = None,
    owner: Word = None,
    rule: Word = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[DiscrepancyOut]:
    """The agenda of a meeting: by owner, the gravest first. A department sees those that it owns."""
    await find_session(session, session_id)
    after = decode_cursor(cursor, str, int, UUID) if cursor else None
    chosen = {"state": state, "owner": owner, "rule": rule}
    rows = await agenda(session, caller, session_id, chosen, after, limit)
    shown = await show_discrepancies(session, sealer, rows[:limit], language_of(request))
    _tell(response, *rows[: min(limit, 100)])
    following = encode_cursor(*key_of(rows[limit - 1])) if len(rows) > limit else None
    return Page[DiscrepancyOut](items=shown, next=following)


async def _answer(
    request: Request, response: Response, session: Session, sealer: SealerDep, row: Discrepancy
) -> DiscrepancyOut:
    set_etag(response, row.revision)
    _tell(response, row)
    return (await show_discrepancies(session, sealer, [row], language_of(request)))[0]


@router.get("/discrepancies/{discrepancy_id}", responses=documented(UnknownDiscrepancy))
@access(staff=STAFF, departments_see=SEEN)
async def get_discrepancy(
    request: Request,
    response: Response,
    session: Session,
    sealer: SealerDep,
    caller: CallerDep,
    discrepancy_id: UUID,
) -> DiscrepancyOut:
    """One task, what the person gains by it, and what evidence closes it."""
    row = await find_discrepancy(session, caller, discrepancy_id)
    return await _answer(request, response, session, sealer, row)


@router.post(
    "/discrepancies/{discrepancy_id}/answers",
    responses=documented(UnknownDiscrepancy, DiscrepancyNotInState, BadPayload),
)
@access(staff=COUNTY, departments_see=SEEN)
async def post_answer(
    request: Request,
    response: Response,
    session: Session,
    sealer: SealerDep,
    caller: CallerDep,
    discrepancy_id: UUID,
    body: AnswerEntry,
) -> DiscrepancyOut:
    """Say what became of a task: mended, with its evidence; the register is wrong; no difference; more time."""
    row = await answer_discrepancy(session, caller, discrepancy_id, body)
    return await _answer(request, response, session, sealer, row)


_CHANGED = (UnknownDiscrepancy, RevisionMissing, RevisionStale, DiscrepancyNotInState, NoRemedyHere, BadPayload)


@router.post("/discrepancies/{discrepancy_id}/resolution", responses=documented(*_CHANGED))
@access(staff=COUNTY)
async def post_resolution(
    request: Request,
    response: Response,
    session: Session,
    sealer: SealerDep,
    caller: CallerDep,
    discrepancy_id: UUID,
    body: ResolutionEntry,
    if_match: IfMatch = None,
) -> DiscrepancyOut:
    """Record what the meeting resolves: put right here, mended by its owner by a day, done, or no difference."""
    row = await resolve_discrepancy(session, caller, discrepancy_id, if_match, body)
    return await _answer(request, response, session, sealer, row)


_APPLIED = (EvidenceErased, UnknownPerson, NumberTaken, DeathAlreadyRegistered, AlreadyMarried)


@router.post(
    "/discrepancies/{discrepancy_id}/application",
    responses=documented(*_CHANGED, *_APPLIED, AlreadyLivesThere, MovedLater),
)
@access(staff=COUNTY)
async def post_resolution_application(
    request: Request,
    response: Response,
    session: Session,
    sealer: SealerDep,
    caller: CallerDep,
    discrepancy_id: UUID,
    body: ApplicationEntry,
    if_match: IfMatch = None,
) -> DiscrepancyOut:
    """Put the resolution into the register, as an ordinary registration or correction with its events."""
    row = await apply_resolution(session, sealer, caller, discrepancy_id, if_match, body)
    return await _answer(request, response, session, sealer, row)


@router.get("/acknowledgements", responses=documented(UnknownSession, BadPayload))
@access(staff=STAFF, departments_see=OUTCOMES_SEEN)
async def list_outcomes(
    request: Request,
    session: Session,
    caller: CallerDep,
    session_id: AskedSession,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Page[AcknowledgementOut]:
    """What came of the rows that your department handed in."""
    await find_session(session, session_id)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await handed_in_by(session, caller, session_id, after, limit)
    return page_of([show_acknowledgement(row, language_of(request)) for row in rows], limit, "id")


@router.post(
    "/acknowledgements/{discrepancy_id}/receipt", responses=documented(UnknownDiscrepancy, DiscrepancyNotInState)
)
@access(staff=(), departments_see=OUTCOMES_SEEN)
async def post_outcome_receipt(
    request: Request, session: Session, caller: CallerDep, discrepancy_id: UUID
) -> AcknowledgementOut:
    """Say that your department knows what came of its row, and has mended its own copy."""
    return show_acknowledgement(await acknowledge_outcome(session, caller, discrepancy_id), language_of(request))
