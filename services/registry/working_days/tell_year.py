"""Every service hears of the days that the county set, a year at a time."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import outbox
from chassis.county_days import keep_county_days
from contracts.working_days import WorkingDaysChanged
from services.registry.working_days.tables import CalendarDay


async def tell_year(session: AsyncSession, year: int) -> None:
    """Publish all that the county has set of ``year``; the registry itself goes by the same days."""
    of_year = select(CalendarDay).where(col(CalendarDay.day).between(date(year, 1, 1), date(year, 12, 31)))
    days = (await session.scalars(of_year.order_by(col(CalendarDay.day)))).all()
    told = WorkingDaysChanged(
        year=year,
        worked=[each.day for each in days if each.working],
        free=[each.day for each in days if not each.working],
    )
    await keep_county_days(session, told)
    await outbox.add(session, told)
