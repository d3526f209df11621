"""A worker heard that somebody died: nobody calls on the family again, whenever the registry hears of it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from services.followup.plans import rules
from services.followup.plans.end_visits import end_visits
from services.followup.plans.tables import Plan


async def end_after_death(session: AsyncSession, person_id: UUID) -> None:
    """End all the person's offers and plans."""
    alive = (
        select(Plan).where(col(Plan.person_id) == person_id, col(Plan.state).in_(rules.ALIVE)).order_by(col(Plan.id))
    )
    plans = (await session.scalars(alive.with_for_update())).all()
    for plan in plans:
        plan.state, plan.closed_on, plan.revision = rules.after_ending(plan.state), clock.today(), plan.revision + 1
    if plans:
        await session.flush()
        await end_visits(session, [plan.id for plan in plans])
