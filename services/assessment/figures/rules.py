"""What a share of few cases can tell, and periods. Pure.

The interval is Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for small numbers too.
"""

import re
from datetime import date
from math import sqrt
from typing import NamedTuple

DIGITS = {"county": 6, "town": 9, "village": 12}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(20\d\d)-Q([1-4])")


class Interval(NamedTuple):
    """Between what and what the true share lies, at the confidence asked for."""

    low: float
    high: float


class Period(NamedTuple):
    """A month or a quarter: first and last month, each as its first day."""

    name: str
    first: date
    last: date


def wilson(part: int, whole: int, z: float) -> Interval | None:
    """The interval of ``part`` in ``whole`` at ``z`` standard deviations; None where nothing was owed."""
    if whole <= 0:
        return None
    share, square = min(max(part / whole, 0.0), 1.0), z * z
    middle = share + square / (2 * whole)
    spread = z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return Interval(round((middle - spread) / scale, 6), round((middle + spread) / scale, 6))


def period(name: str) -> Period:
    """``2026-11`` or ``2026-Q4``. Raises ValueError."""
    if found := _MONTH.fullmatch(name):
        month = date(int(found[1]), int(found[2]), 1)
        return Period(name, month, month)
    if found := _QUARTER.fullmatch(name):
        last = 3 * int(found[2])
        return Period(name, date(int(found[1]), last - 2, 1), date(int(found[1]), last, 1))
    raise ValueError(f"{name!r} is neither a month (2026-11) nor a quarter (2026-Q4)")


def after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def covers(division: str, level: str) -> bool:
    """Whether a code stands for a place of the level or below: a town's own facts belong to none of its villages."""
    return level == "county" or (division[6:9] != "000" if level == "town" else division[9:] != "000")
