"""What came after a quarter was settled: how the counts differ now, less what has been carried on already."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_STANDING = """
    SELECT DISTINCT ON (period) id, period, first_month, last_month FROM settlements ORDER BY period, version DESC
"""
_LATE = text(f"""
    WITH standing AS ({_STANDING}),
    now_counted AS (
        SELECT s.id AS settlement_id, c.measure, c.division, c.month, c.value
        FROM standing s JOIN cells c ON c.month BETWEEN s.first_month AND s.last_month
    ),
    carried AS (
        SELECT a.measure, a.division, a.month, sum(a.value) AS value
        FROM adjustments a JOIN standing s ON s.id = a.settlement_id AND s.period <> :period
        GROUP BY 1, 2, 3
    )
    SELECT settlement_id, measure, division, month,
           (coalesce(n.value, 0) - coalesce(o.value, 0) - coalesce(carried.value, 0))::bigint AS value
    FROM now_counted n
    FULL JOIN (SELECT * FROM settled_cells WHERE settlement_id IN (SELECT id FROM standing)) o
        USING (settlement_id, measure, division, month)
    LEFT JOIN carried USING (measure, division, month)
    WHERE settlement_id IN (SELECT id FROM standing WHERE period <> :period)
      AND measure = ANY (:measures)
      AND coalesce(n.value, 0) - coalesce(o.value, 0) - coalesce(carried.value, 0) <> 0
    ORDER BY measure, division, month
""")


class Late(NamedTuple):
    """One count of a settled month that differs now."""

    settlement_id: UUID
    measure: str
    division: str
    month: date
    value: int


async def late_counts(session: AsyncSession, measures: Sequence[str], period: str = "") -> list[Late]:
    """The differences in these measures, of every settled quarter but ``period``."""
    rows = await session.execute(_LATE, {"measures": list(measures), "period": period})
    return [Late(*row) for row in rows]
