"""Reminders are written down some days ahead, one per occasion; sending them is another matter."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import new_id
from chassis.sweeps import Sweep
from services.followup.reminders.occasions import Occasion, find_occasions, still_holds
from services.followup.reminders.policy import policy_on
from services.followup.reminders.tables import Reminder


async def find(session: AsyncSession) -> Sequence[Occasion]:
    """Occasions without their reminder."""
    return await find_occasions(session, policy_on(clock.today()), clock.today())


async def plan_reminder(session: AsyncSession, occasion: Occasion) -> None:
    """Write one down, if the occasion still holds; twice writes one."""
    if not await still_holds(session, occasion):
        return
    row = occasion._asdict() | {"id": new_id(), "state": "waiting", "attempts": 0, "next_attempt_at": clock.now()}
    await session.execute(insert(Reminder).values(row).on_conflict_do_nothing())


PLAN_REMINDERS = Sweep("plan-reminders", timedelta(minutes=10), find, plan_reminder)
