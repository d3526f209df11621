"""Figures counted from visit facts."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.visits.rules import DIGITS, NOT_OWED, month_bounds, share
from services.assessment.visits.schemas import VisitFigures

_FIGURES = text("""
    SELECT rpad(left(v.division, :digits), 12, '0') AS division, max(d.name) AS name,
           count(*) AS owed,
           count(*) FILTER (WHERE v.outcome = 'done') AS on_time,
           count(*) FILTER (WHERE v.outcome = 'done-late') AS late,
           count(*) FILTER (WHERE v.closed_on IS NULL) AS open
    FROM visit_facts v
    LEFT JOIN divisions d ON d.code = rpad(left(v.division, :digits), 12, '0')
    WHERE v.latest_on >= :first AND v.latest_on < :end
      AND starts_with(v.division, :prefix)
      AND (v.outcome IS NULL OR v.outcome <> ALL (:not_owed))
    GROUP BY 1 ORDER BY 1
""")


async def count_visits(session: AsyncSession, prefix: str, month: str, level: str) -> list[VisitFigures]:
    """Per division at ``level``: visits whose window ended in ``month`` (YYYY-MM). Raises ValueError."""
    first, end = month_bounds(month)
    values = {"digits": DIGITS[level], "first": first, "end": end, "prefix": prefix, "not_owed": list(NOT_OWED)}
    rows = await session.execute(_FIGURES, values)
    return [VisitFigures(**row, on_time_share=share(row["on_time"], row["owed"])) for row in rows.mappings()]
