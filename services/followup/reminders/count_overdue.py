"""Once a day, how many visits are overdue in each village: for the township that owes them, in numbers alone.

A visit is never held against the person: no name, no list of people, no message goes out because of it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sweeps import Sweep

_COUNT = text(
    "INSERT INTO overdue_digests (day, division, overdue, over_30_days)"
    " SELECT CAST(:day AS date), division, count(*), count(*) FILTER (WHERE latest_on < CAST(:day AS date) - 30)"
    " FROM visits WHERE state = 'overdue' GROUP BY division ON CONFLICT DO NOTHING"
)
_COUNTED = text("SELECT 1 FROM overdue_digests WHERE day = :day LIMIT 1")
_OVERDUE = text("SELECT 1 FROM visits WHERE state = 'overdue' LIMIT 1")


async def find_day(session: AsyncSession) -> Sequence[date]:
    """Today, if it has not been counted and there is something to count."""
    day = clock.today()
    if (await session.execute(_COUNTED, {"day": day})).first() or not (await session.execute(_OVERDUE)).first():
        return []
    return [day]


async def count_overdue(session: AsyncSession, day: date) -> None:
    """Count one day; twice counts once."""
    await session.execute(_COUNT, {"day": day})


COUNT_OVERDUE = Sweep("count-overdue-visits", timedelta(minutes=15), find_day, count_overdue)
