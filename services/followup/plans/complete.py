"""An active plan is completed when its last visit has come to an outcome."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from services.followup.plans.tables import Plan
from services.followup.visits import rules
from services.followup.visits.tables import Visit


async def complete_if_finished(session: AsyncSession, plan: Plan) -> None:
    """``plan`` is locked, and so stays the number of its visits."""
    if plan.state != "active":
        return
    await session.flush()
    unfinished = (
        select(func.count())
        .select_from(Visit)
        .where(col(Visit.plan_id) == plan.id, col(Visit.state).in_(rules.UNFINISHED))
    )
    if (await session.execute(unfinished)).scalar_one() == 0:
        plan.state, plan.closed_on, plan.revision = "completed", clock.today(), plan.revision + 1
