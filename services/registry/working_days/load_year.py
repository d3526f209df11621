"""A county loads the holidays of a year that was announced after the calendar in use was made."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.registry.working_days.lock_years import lock_years
from services.registry.working_days.queries import span
from services.registry.working_days.schemas import Holiday, YearEntered, YearSeen
from services.registry.working_days.tables import CalendarDay, CalendarYear
from services.registry.working_days.tell_year import tell_year

LONGEST = 31
"""Days off in a row; more is a slip of the pen."""
_SATURDAY = 5


async def load_year(session: AsyncSession, caller: Caller, year: int, entered: YearEntered) -> YearSeen:
    """The year as loaded; loading it again replaces it. Days that the county has set itself stay. Raises BadPayload."""
    faults = list(_faults(year, entered))
    if faults:
        raise BadPayload(faults=faults)
    await lock_years(session)
    days = {day: (False, holiday.name) for holiday in entered.holidays for day in _span(holiday)}
    days |= dict.fromkeys(entered.workdays, (True, ""))
    of_year = (col(CalendarDay.day) >= date(year, 1, 1)) & (col(CalendarDay.day) <= date(year, 12, 31))
    await session.execute(delete(CalendarDay).where(of_year, col(CalendarDay.loaded)))
    rows = [{"day": d, "working": working, "name": name, "loaded": True} for d, (working, name) in days.items()]
    await session.execute(insert(CalendarDay).values(rows).on_conflict_do_nothing())
    known = {"source": entered.source, "recorded_by": caller.subject, "recorded_at": clock.now()}
    written = insert(CalendarYear).values(year=year, **known)
    await session.execute(written.on_conflict_do_update(index_elements=["year"], set_=known))
    await audit.record(session, caller, "load-calendar-year", year=year, days=len(rows))
    await tell_year(session, year)
    off = sum(not working and day.weekday() < _SATURDAY for day, (working, _) in days.items())
    return YearSeen(year=year, source=entered.source, days_off=off, weekends_worked=len(entered.workdays))


def _faults(year: int, entered: YearEntered) -> Iterator[Fault]:
    off: set[date] = set()
    for index, holiday in enumerate(entered.holidays):
        if holiday.to_on < holiday.from_on:
            yield Fault(f"#/holidays/{index}/to_on", "before_from", "ends on its first day or later")
        elif holiday.from_on.year != year or holiday.to_on.year != year:
            yield Fault(f"#/holidays/{index}", "another_year", f"日期须都在 {year} 年内 (every day is one of {year})")
        elif (holiday.to_on - holiday.from_on).days >= LONGEST:
            yield Fault(
                f"#/holidays/{index}", "too_long", f"连续放假最多 {LONGEST} 天 (at most {LONGEST} days in a row)"
            )
        else:
            off.update(_span(holiday))
    for index, day in enumerate(entered.workdays):
        if day.year != year:
            yield Fault(f"#/workdays/{index}", "another_year", f"日期须都在 {year} 年内 (every day is one of {year})")
        elif day in off:
            yield Fault(f"#/workdays/{index}", "holiday_too", "this day stands among the holidays")
        elif day.weekday() < _SATURDAY:
            yield Fault(f"#/workdays/{index}", "no_weekend", "only weekends need to be said to be worked")


def _span(holiday: Holiday) -> list[date]:
    return span(holiday.from_on, (holiday.to_on - holiday.from_on).days + 1)
