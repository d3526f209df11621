"""Figures of the meetings: match rates beside their targets, and discrepancies by owner and month."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.registry.reconciliation.figures.keep_figures import counted_role, targets
from services.registry.reconciliation.figures.schemas import MatchRate, MonthFigures, OwnerFigures
from services.registry.reconciliation.record_kinds.kinds import kinds

_RATES = text("""
SELECT s.period, f.kind, f.role, f.subjects, f.by_number, f.by_weight, f.proposed
FROM match_figures f JOIN reconciliation_sessions s ON s.id = f.session_id
WHERE s.period BETWEEN :first AND :last ORDER BY s.period, f.kind, f.role
""")
_OWNERS = text("""
SELECT s.period, d.owner, count(*) AS opened,
       count(*) FILTER (WHERE d.state = 'closed') AS closed,
       count(*) FILTER (WHERE d.state = 'closed' AND d.closed_on <= d.due_on) AS closed_in_time,
       count(*) FILTER (WHERE d.state <> 'closed') AS still_open,
       count(*) FILTER (WHERE d.state <> 'closed' AND d.due_on < :today) AS overdue
FROM discrepancies d JOIN reconciliation_sessions s ON s.id = d.session_id
WHERE s.period BETWEEN :first AND :last GROUP BY s.period, d.owner ORDER BY s.period, d.owner
""")


async def count_figures(session: AsyncSession, first: str, last: str) -> list[MonthFigures]:
    """Of the months from ``first`` to ``last`` that had a meeting."""
    months: dict[str, MonthFigures] = {}
    span = {"first": first, "last": last}
    for row in (await session.execute(_RATES, span)).mappings():
        _month(months, row["period"]).match_rates.extend(_rate(row))
    for row in (await session.execute(_OWNERS, span | {"today": clock.today()})).mappings():
        told = {name: value for name, value in row.items() if name != "period"}
        _month(months, row["period"]).discrepancies.append(OwnerFigures.model_validate(told))
    return [months[period] for period in sorted(months)]


def _month(months: dict[str, MonthFigures], period: str) -> MonthFigures:
    return months.setdefault(period, MonthFigures(period=period, match_rates=[], discrepancies=[]))


def _rate(row: Any) -> Sequence[MatchRate]:
    kind = kinds()[row["kind"]]
    if row["role"] != counted_role(kind):
        return []
    found = row["by_number"] + row["by_weight"]
    target = targets().get(kind.counts_as or "")
    rate = found / row["subjects"] if row["subjects"] else None
    told = {"kind": kind.code, "zh": kind.zh, "department": kind.department, "persons": row["subjects"], "found": found}
    told |= {"by_number": row["by_number"], "asked": row["proposed"], "rate": rate}
    told |= {"target": target.share if target else None}
    met = None if target is None or rate is None else rate >= target.share
    return [MatchRate.model_validate(told | {"met": met})]
