"""When a record's time is over. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """So long is a kind of record kept, from ``since`` on, on this ``basis``."""

    since: date
    basis: str
    days: int = 0
    years: int = 0

    def __post_init__(self) -> None:
        if (self.days > 0) == (self.years > 0):
            raise ValueError("a period counts in days or in years")


def in_force(periods: Sequence[Period], today: date) -> Period | None:
    """The period that holds ``today``; None before the first: then nothing is removed."""
    begun = [period for period in periods if period.since <= today]
    return max(begun, key=lambda period: period.since) if begun else None


def first_day_kept(period: Period, today: date) -> date:
    """What ended on this day is still kept, what ended the day before is not."""
    if period.days:
        return today - timedelta(days=period.days)
    year = today.year - period.years
    # There is no 29 February years ago: the day before it is kept as well, a day longer and never shorter.
    return today.replace(year=year, day=28) if (today.month, today.day) == (2, 29) else today.replace(year=year)
