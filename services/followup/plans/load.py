"""Loads one plan for a caller who may see it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from services.followup.plans.errors import UnknownPlan
from services.followup.plans.tables import Plan


async def load_plan(session: AsyncSession, caller: Caller, plan_id: UUID, *, lock: bool = False) -> Plan:
    """The plan, locked for a change if asked. Raises UnknownPlan, also outside the caller's divisions."""
    plan = await session.get(Plan, plan_id, with_for_update=True if lock else None)
    if plan is None or not caller.sees(plan.division):
        raise UnknownPlan()
    return plan
