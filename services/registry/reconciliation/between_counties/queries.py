"""Matters between counties as a meeting has them on its table."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from services.registry.reconciliation.between_counties.tables import BetweenCounties
from services.registry.reconciliation.sessions.tables import MeetingSession


async def count_unsettled(session: AsyncSession) -> int:
    """How many wait."""
    waiting = select(func.count()).where(col(BetweenCounties.settled_on).is_(None))
    return (await session.execute(waiting)).scalar_one()


async def matters_of(session: AsyncSession, meeting: MeetingSession) -> Sequence[dict[str, Any]]:
    """What is not settled, and what was settled since the meeting was opened; the oldest first."""
    since = col(BetweenCounties.settled_on) >= clock.day_of(meeting.opened_at)
    found = select(BetweenCounties).where(col(BetweenCounties.settled_on).is_(None) | since)
    in_order = found.order_by(col(BetweenCounties.asked_on), col(BetweenCounties.confirmation_id))
    return [row.model_dump() for row in await session.scalars(in_order)]
