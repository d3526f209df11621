"""HTTP for visits. For the care team only: that somebody has a visit says something about their health (C5)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import access
from chassis.concurrency import IfMatch, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from chassis.several import BY_COMMAS
from services.followup.answers import page_about
from services.followup.care_team import CARE_TEAM, division_range
from services.followup.visits.errors import CareHasEnded, OutcomeContradicts, UnknownVisit
from services.followup.visits.explain import explain
from services.followup.visits.load import load_visit
from services.followup.visits.read_content import read_content
from services.followup.visits.record_outcome import record_outcome
from services.followup.visits.rules import OPEN, VisitState
from services.followup.visits.schemas import ListedVisit, OutcomeGiven, PlannedVisit, VisitContent, Why
from services.followup.visits.seen import seen
from services.followup.visits.work_list import work_list
from services.followup.wiring import Division, ListLimit, PoolDep, SealerDep

router = Router(tags=["visits"])

States = Annotated[
    list[VisitState] | None, Query(max_length=9, description="Default: scheduled, due, overdue."), BY_COMMAS
]
DueBefore = Annotated[date | None, Query(description="Visits that are due before this day.")]


@router.get("/visits", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def list_visits(
    caller: CallerDep,
    pool: PoolDep,
    response: Response,
    state: States = None,
    division: Division = None,
    due_before: DueBefore = None,
    person_id: UUID | None = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ListedVisit]:
    """The work list: visits in scope, soonest due first."""
    divisions = division_range(caller, division)
    rows = await work_list(pool, divisions, state or OPEN, due_before, person_id, cursor, limit)
    return page_about(response, rows, limit, "due_on", "id")


@router.get("/visits/{visit_id}", responses=documented(UnknownVisit))
@access(staff=CARE_TEAM)
async def get_visit(visit_id: UUID, caller: CallerDep, session: Session, response: Response) -> PlannedVisit:
    """One visit and how it stands."""
    visit, plan = await load_visit(session, caller, visit_id)
    set_etag(response, visit.revision)
    tell_subjects(response, visit.person_id)
    return seen(visit, plan.protocol)


@router.post(
    "/visits/{visit_id}/outcome",
    responses=documented(UnknownVisit, BadPayload, CharterRefusal, OutcomeContradicts, CareHasEnded, RevisionStale),
)
@access(staff=CARE_TEAM)
async def post_outcome(
    visit_id: UUID,
    given: OutcomeGiven,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    if_match: IfMatch = None,
) -> PlannedVisit:
    """Record what came of a visit, today's or a past one. The same entry sent again gets the same answer.

    `If-Match` is optional here: an entry made without network cannot know the newest version, and contradictions
    are found without it.
    """
    visit, plan = await record_outcome(session, sealer, caller, visit_id, given, if_match)
    set_etag(response, visit.revision)
    tell_subjects(response, visit.person_id)
    return seen(visit, plan.protocol)


@router.get("/visits/{visit_id}/content", responses=documented(UnknownVisit))
@access(staff=CARE_TEAM)
async def get_visit_content(
    visit_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> VisitContent:
    """What was found. Each reading is entered in the log that the person can see."""
    visit, content = await read_content(session, sealer, caller, visit_id)
    tell_subjects(response, visit.person_id)
    return content


@router.get("/visits/{visit_id}/why", responses=documented(UnknownVisit))
@access(staff=CARE_TEAM)
async def get_why(visit_id: UUID, caller: CallerDep, session: Session, response: Response) -> Why:
    """Why this visit is there: what happened, which rule made a visit of it, who agreed."""
    visit, why = await explain(session, caller, visit_id)
    tell_subjects(response, visit.person_id)
    return why
