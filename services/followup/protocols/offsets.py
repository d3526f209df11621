"""Spans of calendar time in ISO 8601 notation (``P28D``, ``P3M``, ``P16W``, ``P12W6D``), and adding them to a date."""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

_SHAPE = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


class Offset(NamedTuple):
    """So many months and then so many days after an anchor."""

    months: int
    days: int

    def after(self, anchor: date, times: int = 1) -> date:
        """The date this long (``times`` times) after ``anchor``.

        A month ends where the shorter month ends: one month after 31 January is the last day of February.
        """
        month_index = anchor.year * 12 + anchor.month - 1 + self.months * times
        year, month = divmod(month_index, 12)
        day = min(anchor.day, calendar.monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=self.days * times)


def parse_offset(text: str) -> Offset:
    """``P1Y2M1W3D`` → 14 months and 10 days. Raises ValueError."""
    found = _SHAPE.fullmatch(text)
    if found is None or text == "P":
        raise ValueError(f"{text!r} is not a span such as P28D, P3M, P16W or P1Y")
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return Offset(years * 12 + months, weeks * 7 + days)
