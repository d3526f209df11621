"""A visit is overdue when the last day of its window has passed. It can still be made, and recorded, at any time."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from chassis.sweeps import Sweep
from services.followup.visits import events, rules
from services.followup.visits.tables import Visit

_BATCH = 500


async def find_visits(session: AsyncSession) -> Sequence[UUID]:
    """Ids of visits whose time has come, oldest first."""
    found = select(col(Visit.id)).where(col(Visit.state) == "due", col(Visit.latest_on) < clock.today())
    return (await session.scalars(found.order_by(col(Visit.latest_on)).limit(_BATCH))).all()


async def mark_overdue(session: AsyncSession, visit_id: UUID) -> None:
    """Mark one visit, if it is still so. Days passing raise no revision: see ``Visit.revision``."""
    visit = await session.get(Visit, visit_id, with_for_update=True)
    if visit is None or visit.state != "due":
        return
    visit.state = rules.after_time(visit.state, clock.today(), visit.earliest_on, visit.latest_on)
    if visit.state == "overdue":
        await outbox.add(session, events.overdue(visit))


MARK_OVERDUE = Sweep("mark-visits-overdue", timedelta(minutes=1), find_visits, mark_overdue)
