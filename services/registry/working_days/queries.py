"""Which days are worked: the county's own table first, then the calendars that ship."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.working_days import is_announced, is_working_day
from services.registry.working_days.tables import CalendarDay, CalendarYear


def span(first: date, days: int) -> list[date]:
    """So many days from ``first`` on."""
    return [first + timedelta(days=number) for number in range(days)]


async def known_years(session: AsyncSession, days: Iterable[date]) -> dict[int, bool]:
    """The years of ``days``, and whether their holidays are known: by the calendars that ship, or loaded here."""
    years = {day.year for day in days}
    loaded = await session.scalars(select(col(CalendarYear.year)).where(col(CalendarYear.year).in_(years)))
    here = set(loaded)
    return {year: year in here or is_announced(year) for year in sorted(years)}


async def worked(session: AsyncSession, days: Iterable[date]) -> dict[date, bool]:
    """Each of ``days``, and whether it is worked; what was set a moment ago counts."""
    wanted = list(days)
    found = await session.execute(select(CalendarDay).where(col(CalendarDay.day).in_(wanted)))
    own = {row.day: row.working for row in found.scalars()}
    return {day: own[day] if day in own else is_working_day(day) for day in wanted}
