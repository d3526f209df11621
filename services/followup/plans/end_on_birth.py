"""A birth ends the plans that were to last until it, and counts what they owed before it fairly."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import outbox
from chassis.cloudevents import DomainEvent
from chassis.db import driver
from services.followup.plans import rules
from services.followup.plans.care_before import keep_care
from services.followup.plans.tables import Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.visits import events
from services.followup.visits.rules import OPEN
from services.followup.visits.tables import Visit

# A plan that began longer ago belongs to an earlier pregnancy; its own windows have passed by then.
LONGEST = timedelta(weeks=45)


async def end_on_birth(session: AsyncSession, birth_id: UUID, mother_id: UUID, born_on: date) -> None:
    """Complete the mother's running plans that end with a birth; offers of them lapse. Kept, should it be revoked."""
    alive = (
        select(Plan)
        .where(col(Plan.person_id) == mother_id, col(Plan.state).in_(rules.ALIVE))
        .where(col(Plan.anchor_on) <= born_on, col(Plan.anchor_on) >= born_on - LONGEST)
        .order_by(col(Plan.id))
    )
    told: list[DomainEvent] = []
    locked = (await session.scalars(alive.with_for_update())).all()
    ending = [plan for plan in locked if catalogue().version(plan.protocol, plan.version).ends_on == "birth"]
    await keep_care(await driver(session), "birth", birth_id, [plan.id for plan in ending])
    for plan in ending:
        plan.state = "completed" if plan.state == "active" else "ended"
        plan.closed_on, plan.revision = born_on, plan.revision + 1
        told += await _close_visits(session, plan.id, born_on)
    if told:
        await outbox.add(session, *told)


async def _close_visits(session: AsyncSession, plan_id: UUID, born_on: date) -> list[DomainEvent]:
    of_plan = select(Visit).where(col(Visit.plan_id) == plan_id, col(Visit.state).in_(OPEN)).order_by(col(Visit.id))
    told: list[DomainEvent] = []
    for visit in (await session.scalars(of_plan.with_for_update())).all():
        # What had passed by then was missed, and can still be recorded late; what was to come is not owed any more.
        missed = visit.latest_on < born_on
        visit.state, visit.closed_on = ("not-reached" if missed else "ended"), born_on
        visit.revision += 1
        told.append(events.closed(visit, "not-reached" if missed else "ended"))
    return told
