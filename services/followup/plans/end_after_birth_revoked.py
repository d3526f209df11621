"""A registration of a birth was taken back: whatever it offered or started ends quietly."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.subscriptions import Delivery
from contracts.registry import BirthRevoked
from services.followup.plans import rules
from services.followup.plans.end_visits import end_visits
from services.followup.plans.tables import Plan


async def end_after_birth_revoked(session: AsyncSession, event: BirthRevoked, _: Delivery[BirthRevoked]) -> None:
    """End the plans of this birth, the mother's too: they hang on a date that was wrong."""
    of_birth = (
        select(Plan)
        .where(col(Plan.origin) == "birth", col(Plan.origin_id) == event.birth_id)
        .where(col(Plan.state).in_(rules.ALIVE))
        .order_by(col(Plan.id))
    )
    plans = (await session.scalars(of_birth.with_for_update())).all()
    for plan in plans:
        plan.state, plan.closed_on = rules.after_ending(plan.state), clock.today()
        plan.revision += 1
    if plans:
        await end_visits(session, [plan.id for plan in plans])
