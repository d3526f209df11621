"""Which days are worked: the county's own table first, then the State Council's calendar, then Monday to Friday."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.working_days import is_announced, is_working_day
from services.followup.worklists.tables import CalendarDay, CalendarYear


def is_worked(day: date, own: Mapping[date, bool]) -> bool:
    """Whether ``day`` is worked; weekends before and after long holidays often are.

    The calendar knows the years whose holidays have been announced; others count Monday to Friday.
    """
    return own[day] if day in own else is_working_day(day)


async def known_years(session: AsyncSession, days: Iterable[date]) -> dict[int, bool]:
    """The years of ``days``, and whether their holidays are known: by the calendar that ships, or loaded here."""
    years = {day.year for day in days}
    loaded = await session.scalars(select(col(CalendarYear.year)).where(col(CalendarYear.year).in_(years)))
    here = set(loaded)
    return {year: year in here or is_announced(year) for year in sorted(years)}


async def worked(session: AsyncSession, days: Iterable[date]) -> dict[date, bool]:
    """Each of ``days``, and whether it is worked."""
    wanted = list(days)
    found = await session.execute(select(CalendarDay).where(col(CalendarDay.day).in_(wanted)))
    own = {row.day: row.working for row in found.scalars()}
    return {day: is_worked(day, own) for day in wanted}
