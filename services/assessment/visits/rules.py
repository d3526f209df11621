"""How an office's visits are counted. Pure.

A visit that ended because somebody declined, left or died was not owed any more: it is in no denominator, so nobody
gains or loses by a free choice (C2, C4). Which of these it was, follow-up does not tell.
"""

from datetime import date

NOT_OWED = ("ended",)
DIGITS = {"county": 6, "town": 9, "village": 12}


def month_bounds(month: str) -> tuple[date, date]:
    """First day of ``YYYY-MM`` and of the month after. Raises ValueError."""
    first = date.fromisoformat(f"{month}-01")
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` rounded to four places, or None where nothing was owed."""
    return round(part / whole, 4) if whole else None
