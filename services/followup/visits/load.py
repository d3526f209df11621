"""Loads one visit, with its plan, for a caller who may see it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from services.followup.plans.tables import Plan
from services.followup.visits.errors import UnknownVisit
from services.followup.visits.tables import Visit


class VisitOfPlan(NamedTuple):
    """A visit and the plan that it belongs to."""

    visit: Visit
    plan: Plan


async def load_visit(session: AsyncSession, caller: Caller, visit_id: UUID) -> VisitOfPlan:
    """The visit, for those who serve the division that owes it. Raises UnknownVisit."""
    visit = await session.get(Visit, visit_id)
    if visit is None or not caller.sees(visit.division):
        raise UnknownVisit()
    return VisitOfPlan(visit, await session.get_one(Plan, visit.plan_id))


async def lock_visit(session: AsyncSession, caller: Caller, visit_id: UUID) -> VisitOfPlan:
    """Locked for recording: for those who serve its division now, or did before the person moved.

    Locks all the person's plans in the order of their ids, then the visit: the order that every use case keeps.
    Raises UnknownVisit.
    """
    found = await session.get(Visit, visit_id)
    if found is None or not caller.sees(found.division, *found.former_divisions):
        raise UnknownVisit()
    of_person = select(Plan).where(col(Plan.person_id) == found.person_id).order_by(col(Plan.id)).with_for_update()
    plans = {plan.id: plan for plan in (await session.scalars(of_person)).all()}
    visit = await session.get_one(Visit, visit_id, with_for_update=True, populate_existing=True)
    return VisitOfPlan(visit, plans[visit.plan_id])
