"""Reads plans as the care team sees them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.pagination import decode_cursor
from services.followup.people.tables import KnownPerson
from services.followup.plans.rules import PlanState
from services.followup.plans.schemas import PlanSeen, PlanWithVisits
from services.followup.plans.tables import Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.visits.seen import seen
from services.followup.visits.tables import Visit


async def list_plans(
    session: AsyncSession,
    divisions: tuple[str, str],
    states: Sequence[PlanState] | None,
    person_id: UUID | None,
    cursor: str | None,
    limit: int,
) -> list[PlanSeen]:
    """Up to ``limit + 1`` plans of ``divisions`` (low ≤ code < high), oldest offer first. Raises BadPayload."""
    low, high = divisions
    plans = (
        select(Plan, col(KnownPerson.name))
        .outerjoin(KnownPerson, col(KnownPerson.person_id) == col(Plan.person_id))
        .where(col(Plan.division) >= low, col(Plan.division) < high)
    )
    if states:
        plans = plans.where(col(Plan.state).in_(states))
    if person_id is not None:
        plans = plans.where(col(Plan.person_id) == person_id)
    if cursor:
        plans = plans.where(col(Plan.id) > decode_cursor(cursor, UUID)[0])
    rows = await session.execute(plans.order_by(col(Plan.id)).limit(limit + 1))
    return [PlanSeen.model_validate(_columns(plan, name)) for plan, name in rows.all()]


async def plan_with_visits(session: AsyncSession, plan: Plan) -> PlanWithVisits:
    """``plan`` with its visits by due date, and the text to be agreed to."""
    await session.flush()
    person = await session.get(KnownPerson, plan.person_id)
    of_plan = select(Visit).where(col(Visit.plan_id) == plan.id).order_by(col(Visit.due_on), col(Visit.id))
    visits = [seen(visit, plan.protocol) for visit in await session.scalars(of_plan)]
    text = catalogue().version(plan.protocol, plan.version).consent_text.version
    columns = _columns(plan, person.name if person else None)
    return PlanWithVisits.model_validate(columns | {"visits": visits, "consent_text": text})


def _columns(plan: Plan, name: str | None) -> dict[str, object]:
    title = catalogue().version(plan.protocol, plan.version).title
    return plan.model_dump() | {"name": name, "title": {"zh": title.zh, "en": title.en}}
