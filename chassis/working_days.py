"""Working days of China, for deadlines and turns that are counted in them; the same in every service.

A day that the county itself set counts first (``chassis.county_days`` keeps these up to date in each process), then
what ``working_days.yaml`` holds of announcements, then the calendar of the library, then Monday to Friday.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import msgspec

from chassis.data_files import BadDataFile, read_data

_MONDAY_TO_FRIDAY = range(5)
_FILE = Path(__file__).with_name("working_days.yaml")
_county: dict[date, bool] = {}


class Announcement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A year as the State Council announced it: ``free`` spans, and weekends that are ``worked``."""

    year: int
    announced_on: date
    source: str
    free: tuple[tuple[date, date], ...]
    worked: tuple[date, ...] = ()

    def days(self) -> dict[date, bool]:
        """Each day that is not what its weekday says, and whether it is worked."""
        free = {span[0] + timedelta(days=n): False for span in self.free for n in range((span[1] - span[0]).days + 1)}
        return free | dict.fromkeys(self.worked, True)


def read_announcements(path: Path) -> dict[int, dict[date, bool]]:
    """By year, the days of its newest announcement. Raises BadDataFile."""
    told = sorted(read_data(path, list[Announcement]), key=lambda each: each.announced_on)
    for each in told:
        if any(day.year != each.year for day in each.days()):
            raise BadDataFile(f"{path.name}: {each.year} holds a day of another year")
    return {each.year: each.days() for each in told}


@cache
def _announced() -> dict[int, dict[date, bool]]:
    return read_announcements(_FILE)


def set_county_days(days: Mapping[date, bool]) -> None:
    """The days that the county itself has set, all of them; they are gone by from now on in this process."""
    _county.clear()
    _county.update(days)


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``: public holidays and the weekends worked for them are as announced.

    Beyond the years that the State Council has announced, Monday to Friday count: a deadline told today may then
    come out some days earlier than holidays announced later would make it, never later.
    """
    if day in _county:
        return _county[day]
    if day.year in _announced():
        return _announced()[day.year].get(day, day.weekday() in _MONDAY_TO_FRIDAY)
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() in _MONDAY_TO_FRIDAY


def is_announced(year: int) -> bool:
    """Whether the calendar that ships knows that year's holidays."""
    if year in _announced():
        return True
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def after_working_days(start: date, count: int) -> date:
    """The ``count``-th working day after ``start``; ``start`` itself does not count."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
