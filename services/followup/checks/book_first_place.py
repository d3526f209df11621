"""Somebody asks for a check, in one step: they get the first place that is left, near their home if there is one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.auth import Caller
from services.followup.checks.book_appointment import book_appointment, check_wish
from services.followup.checks.errors import NoPlaceLeft
from services.followup.checks.schemas import AppointmentAskedFor, FirstPlaceAskedFor
from services.followup.checks.tables import Appointment, CheckDay
from services.followup.people.load import home_of, load_living_person
from services.followup.sites.tables import Site

_LEVELS = (2, 4, 6, 9, 12)
"""Digits of a division code that name the province, city, county, town and village."""
_TRIED = 50


async def book_first_place(session: AsyncSession, caller: Caller, asked: FirstPlaceAskedFor) -> Appointment:
    """The appointment. Raises what ``book_appointment`` raises; NoPlaceLeft where no site has a place."""
    check_wish(asked.requested_by_person, asked.service)
    home = home_of(await load_living_person(session, caller, asked.person_id))
    same = asked.model_dump(exclude={"from_day"})
    for site_id, day in await _days_with_places(session, asked, home):
        try:
            return await book_appointment(session, caller, AppointmentAskedFor(**same, site_id=site_id, day=day))
        except NoPlaceLeft:
            # Another counter has just given the last one of that day.
            continue
    raise NoPlaceLeft()


async def _days_with_places(session: AsyncSession, asked: FirstPlaceAskedFor, home: str) -> Sequence[Any]:
    """Days of sites that serve the home first, then those of others; among them the earliest, and then the nearest."""
    today = clock.today()
    serves = col(Site.division).in_([home[:digits].ljust(len(home), "0") for digits in _LEVELS])
    left = select(col(Site.id), col(CheckDay.day)).join(CheckDay, col(CheckDay.site_id) == col(Site.id))
    left = left.where(col(CheckDay.service) == asked.service, col(CheckDay.taken) < col(CheckDay.places))
    left = left.where(col(CheckDay.day) >= max(today, asked.from_day or today))
    left = left.where(col(Site.closed_on).is_(None) | (col(Site.closed_on) > today))
    nearest_first = (serves.desc(), col(CheckDay.day), col(Site.division).desc(), col(Site.id))
    return (await session.execute(left.order_by(*nearest_first).limit(_TRIED))).all()
