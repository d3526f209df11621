"""HTTP for the county's calendar of working days."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import Path

from chassis import clock
from chassis.access import ALL_STAFF, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from services.registry.working_days.load_year import load_year
from services.registry.working_days.queries import known_years, span, worked
from services.registry.working_days.schemas import DayEntered, DaySeen, YearEntered, YearSeen
from services.registry.working_days.set_day import set_day

router = Router(tags=["working days 工作日"])

Year = Annotated[int, Path(ge=2004, le=2200, description="The calendar year.")]
_SHOWN = 60


@router.get("/calendar")
@access(staff=ALL_STAFF)
async def get_calendar(session: Session, first: date | None = None) -> Page[DaySeen]:
    """Sixty days from ``first`` (today), each with whether it is worked."""
    begin = min(first or clock.today(), date.max - timedelta(days=_SHOWN))
    days = await worked(session, span(begin, _SHOWN))
    known = await known_years(session, days)
    return Page(items=[DaySeen(day=day, working=works, announced=known[day.year]) for day, works in days.items()])


@router.put("/calendar/{day}")
@access(staff=("county-officer",))
async def put_day(day: date, entered: DayEntered, caller: CallerDep, session: Session) -> DaySeen:
    """Say that a day is worked here, or is not, whatever the national calendar says; every deadline goes by it."""
    return await set_day(session, caller, day, entered)


@router.put("/calendar-years/{year}", responses=documented(BadPayload))
@access(staff=("county-officer",))
async def put_calendar_year(year: Year, entered: YearEntered, caller: CallerDep, session: Session) -> YearSeen:
    """Load a year's holidays as they were announced; again replaces them. Days set one by one stay as they are."""
    return await load_year(session, caller, year, entered)
