"""HTTP for plans. For the care team only: that somebody was offered a plan says something about their health (C5)."""

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
from services.followup.no_reasons import Nothing, refuse_reasons
from services.followup.plans.errors import CareNotPossible, PersonNotKnown, PlanExists, PlanIsFinal, UnknownPlan
from services.followup.plans.leave import leave
from services.followup.plans.load import load_plan
from services.followup.plans.offer_on_request import offer_on_request
from services.followup.plans.queries import list_plans, plan_with_visits
from services.followup.plans.rules import PlanState
from services.followup.plans.schemas import CareAskedFor, ConsentRecorded, PlanSeen, PlanWithVisits
from services.followup.plans.start_on_consent import start_on_consent
from services.followup.plans.tables import Plan
from services.followup.wiring import Division, ListLimit

router = Router(tags=["plans"])

States = Annotated[list[PlanState] | None, Query(max_length=6), BY_COMMAS]


@router.get("/plans", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_plans(
    caller: CallerDep,
    session: Session,
    response: Response,
    state: States = None,
    person_id: UUID | None = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[PlanSeen]:
    """Plans in scope, oldest offer first."""
    rows = await list_plans(session, division_range(caller, division), state, person_id, cursor, limit)
    return page_about(response, rows, limit, "id")


@router.post(
    "/plans",
    status_code=201,
    responses=documented(BadPayload, CharterRefusal, PersonNotKnown, PlanExists, CareNotPossible),
)
@access(staff=CARE_TEAM)
async def post_plan(asked: CareAskedFor, caller: CallerDep, session: Session, response: Response) -> PlanWithVisits:
    """Somebody asks for care themselves. The plan still starts with their consent only."""
    plan_id = await offer_on_request(session, caller, asked)
    return await _answer(session, response, await load_plan(session, caller, plan_id))


@router.get("/plans/{plan_id}", responses=documented(UnknownPlan))
@access(staff=CARE_TEAM)
async def get_plan(plan_id: UUID, caller: CallerDep, session: Session, response: Response) -> PlanWithVisits:
    """One plan with its visits."""
    return await _answer(session, response, await load_plan(session, caller, plan_id))


@router.post(
    "/plans/{plan_id}/consent",
    responses=documented(UnknownPlan, PersonNotKnown, PlanIsFinal, CharterRefusal, BadPayload, RevisionStale),
)
@access(staff=CARE_TEAM)
async def post_consent(
    plan_id: UUID,
    given: ConsentRecorded,
    caller: CallerDep,
    session: Session,
    response: Response,
    if_match: IfMatch = None,
) -> PlanWithVisits:
    """Write down a consent; the plan's visits are planned. `If-Match` is optional."""
    plan = await start_on_consent(session, caller, plan_id, given, if_match)
    return await _answer(session, response, plan)


@router.post("/plans/{plan_id}/decline", responses=documented(UnknownPlan, CharterRefusal))
@access(staff=CARE_TEAM)
async def post_decline(
    plan_id: UUID, caller: CallerDep, session: Session, response: Response, body: Nothing = None
) -> PlanWithVisits:
    """The person says no to the offer: one step, no reason, for good."""
    refuse_reasons(body)
    return await _answer(session, response, await leave(session, caller, plan_id))


@router.post("/plans/{plan_id}/withdraw", responses=documented(UnknownPlan, CharterRefusal))
@access(staff=CARE_TEAM)
async def post_withdraw(
    plan_id: UUID, caller: CallerDep, session: Session, response: Response, body: Nothing = None
) -> PlanWithVisits:
    """The person wants no more visits: one step, no reason, for good. Open visits end without a trace of blame."""
    refuse_reasons(body)
    return await _answer(session, response, await leave(session, caller, plan_id))


async def _answer(session: Session, response: Response, plan: Plan) -> PlanWithVisits:
    answer = await plan_with_visits(session, plan)
    set_etag(response, plan.revision)
    tell_subjects(response, plan.person_id)
    return answer
