"""Somebody says no, or no more: one step, no reason, no chase, at nobody's cost (C2)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from services.followup.plans import rules
from services.followup.plans.end_visits import end_visits
from services.followup.plans.load import load_plan
from services.followup.plans.tables import Plan


async def leave(session: AsyncSession, caller: Caller, plan_id: UUID) -> Plan:
    """The plan after it: declined if it was an offer, withdrawn if it ran. Never refused; a repeat changes nothing.

    Raises UnknownPlan.
    """
    plan = await load_plan(session, caller, plan_id, lock=True)
    after = rules.after_leaving(plan.state)
    if after != plan.state:
        plan.state, plan.closed_on, plan.revision = after, clock.today(), plan.revision + 1
        await end_visits(session, [plan.id])
        await audit.record(session, caller, "leave-plan", plan.person_id, plan=plan.id)
    return plan
