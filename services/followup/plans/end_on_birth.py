"""A birth ends the plans that were to last until it, and counts what they owed before it fairly."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, Uuid, select, text
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


async def end_on_birth(session: AsyncSession, birth_id: UUID, mother_id: UUID, born_on: date) -> None:
    """Complete the mother's running plans that end with a birth; offers of them lapse. Kept, should it be revoked."""
    alive = (
        select(Plan)
        .where(col(Plan.person_id) == mother_id, col(Plan.state).in_(rules.ALIVE))
        .where(col(Plan.anchor_on) <= born_on, col(Plan.anchor_on) >= born_on - rules.LONGEST)
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


async def outside_pregnancy(session: AsyncSession, birth_id: UUID, born_on: date) -> bool:
    """Whether a plan that this birth has ended could not have lasted until a birth on ``born_on``."""
    ended = (await session.scalars(_ended_by(birth_id))).all()
    return any(not born_on - rules.LONGEST <= plan.anchor_on <= born_on for plan in ended)


async def not_missed_after_all(session: AsyncSession, birth_id: UUID, born_on: date) -> None:
    """The birth was on another day: what was to come after it was not owed, and so not missed.

    What would have been owed before it nobody could know of: that stays as it is.
    """
    told: list[DomainEvent] = []
    for plan in (await session.scalars(_ended_by(birth_id).order_by(col(Plan.id)).with_for_update())).all():
        was, plan.closed_on = plan.closed_on, born_on
        missed = select(Visit).where(col(Visit.plan_id) == plan.id, col(Visit.state) == "not-reached")
        later = missed.where(col(Visit.closed_on) == was, col(Visit.latest_on) >= born_on).order_by(col(Visit.id))
        for visit in (await session.scalars(later.with_for_update())).all():
            visit.state, visit.closed_on, visit.revision = "ended", born_on, visit.revision + 1
            told.append(events.closed(visit, "ended"))
    if told:
        await outbox.add(session, *told)


def _ended_by(birth_id: UUID) -> Select[Plan]:
    kept = text("SELECT row_id FROM care_before WHERE cause = 'birth' AND cause_id = :birth")
    ended = col(Plan.state).in_(("completed", "ended"))
    return select(Plan).where(col(Plan.id).in_(kept.bindparams(birth=birth_id).columns(row_id=Uuid)), ended)


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
