"""Dates as people write them in a table, to ISO form; pure."""

import re
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00?:00(?::00(?:\.0+)?)?)?")
_EARLIEST = date(1850, 1, 1)
"""Nobody alive was born earlier; such a year is a slip."""
_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's count (from 1 March 1900 on, which leaves out its false 29 February 1900)."""


def parse_date(text: str) -> date | None:
    """19800131, 1980-01-31, 1980/1/31, 1980.1.31, 1980年1月31日; None for anything else or no such day."""
    if len(text) == 8 and text.isascii() and text.isdigit():
        parts = text[:4], text[4:6], text[6:]
    else:
        found = _WRITTEN.fullmatch(text)
        if found is None:
            return None
        parts = found[1], found[2], found[3]
    try:
        day = date(*map(int, parts))
    except ValueError:
        return None
    return day if day >= _EARLIEST else None


def parse_day_count(text: str, from_1904: bool = False) -> date | None:
    """A spreadsheet's day number (``29251``, ``29251.0``) as a date; exact, so nothing is lost."""
    try:
        days = float(text)
    except ValueError:
        return None
    days += 1462 if from_1904 else 0
    return _DAY_ZERO + timedelta(days=int(days)) if 61 <= days < 100_000 else None
