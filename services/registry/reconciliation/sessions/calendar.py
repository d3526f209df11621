"""The calendar of meetings (``calendar.yaml``): pure dates of a month's meeting."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec
import yaml

from chassis.working_days import is_working_day

_FILE = Path(__file__).with_name("calendar.yaml")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One line of the calendar, in force from ``since`` on."""

    since: date
    meeting_day: int
    meeting_day_source: str
    opens_days_before: int
    collect_working_days_before: int
    answer_working_days_before: int
    remind_days_before: list[int]


class Dates(msgspec.Struct, frozen=True):
    """The days of one month's meeting. ``first`` and ``last`` are the month's own."""

    first: date
    last: date
    opens_on: date
    collect_by: date
    answer_by: date
    meeting_on: date


@cache
def _rules() -> tuple[Rule, ...]:
    return msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), tuple[Rule, ...])


def rule_for(day: date) -> Rule:
    """The newest line begun by ``day``; the first where none has."""
    begun = [rule for rule in _rules() if rule.since <= day]
    return max(begun, key=lambda rule: rule.since) if begun else _rules()[0]


def month_of(period: str) -> tuple[date, date]:
    """First and last day of ``2026-10``."""
    first = date(int(period[:4]), int(period[5:7]), 1)
    return first, _next_month(first) - timedelta(days=1)


def period_of(day: date) -> str:
    """``2026-10``."""
    return f"{day:%Y-%m}"


def dates_of(period: str) -> Dates:
    """The days of the meeting on a month: it is held in the month after, on a working day."""
    first, last = month_of(period)
    rule = rule_for(last)
    meeting_on = _next_month(first) + timedelta(days=rule.meeting_day - 1)
    while not is_working_day(meeting_on):
        meeting_on += timedelta(days=1)
    return Dates(
        first,
        last,
        meeting_on - timedelta(days=rule.opens_days_before),
        working_days_before(meeting_on, rule.collect_working_days_before),
        working_days_before(meeting_on, rule.answer_working_days_before),
        meeting_on,
    )


def due_to_open(today: date) -> str | None:
    """The month whose meeting is to be opened by ``today``, if its time has begun and is not over."""
    for month in (period_of(today), period_of(today.replace(day=1) - timedelta(days=1))):
        dates = dates_of(month)
        if dates.opens_on <= today <= dates.meeting_on:
            return month
    return None


def working_days_before(day: date, count: int) -> date:
    """The ``count``-th working day before ``day``."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
