"""Working days of China, for deadlines that are counted in them."""

from datetime import date, timedelta

import chinese_calendar

_MONDAY_TO_FRIDAY = range(5)


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``: public holidays and the weekends worked for them are as announced.

    Beyond the years that the State Council has announced, Monday to Friday count: a deadline told today may then
    come out some days earlier than holidays announced later would make it, never later.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() in _MONDAY_TO_FRIDAY


def is_announced(year: int) -> bool:
    """Whether the calendar that ships knows that year's holidays."""
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
