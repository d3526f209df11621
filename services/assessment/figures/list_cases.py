"""The cases behind a figure: references, which open only for those who may see them where they belong."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.facts.kinds import KINDS
from services.assessment.figures.rules import Period, after
from services.assessment.figures.schemas import CaseOut
from services.assessment.indicators.measures import Counted
from services.assessment.indicators.model import Indicator

_NEWEST = (
    "SELECT kind, id, division, opened_on, due_on, closed_on, outcome, owner, owed_fen, done_fen, weight,"
    " addressed, reached FROM facts"
)
_THEN = """
    SELECT f.kind, f.id, p.division, p.opened_on, p.due_on, p.closed_on, p.outcome, p.owner, p.owed_fen, p.done_fen,
           p.weight, p.addressed, p.reached
    FROM facts f
    LEFT JOIN LATERAL (
        SELECT b.was, true AS found FROM facts_before b
        WHERE b.kind = f.kind AND b.id = f.id AND b.replaced_at > :at ORDER BY b.replaced_at LIMIT 1
    ) old ON true
    CROSS JOIN LATERAL jsonb_populate_record(NULL\\:\\:facts, CASE
        WHEN old.found IS NULL THEN to_jsonb(f) WHEN old.was IS NULL THEN '{}'\\:\\:jsonb ELSE old.was
    END) p
    WHERE f.kind = :kind
"""
_CASES = """
    WITH known AS ({source})
    SELECT * FROM known
    WHERE kind = :kind AND starts_with(division, :prefix) AND {month} < :end AND ({month} >= :first OR :stock)
      AND ({where}) AND id > :start
    ORDER BY id LIMIT :limit
"""


async def list_cases(
    session: AsyncSession,
    indicator: Indicator,
    prefix: str,
    period: Period,
    start: UUID,
    limit: int,
    at: datetime | None = None,
) -> list[CaseOut]:
    """Up to ``limit`` cases of the figure's whole, after ``start``, as they stood at ``at`` (now).

    Raises ValueError for an indicator that is no share of facts.
    """
    if indicator.of is None:
        raise ValueError(f"{indicator.id} has no cases of its own")
    part, whole = (Counted(indicator.measures[name]) for name in indicator.of)
    source = _NEWEST if at is None else _THEN
    statement = _CASES.format(source=source, month=whole.month, where=whole.where_sql.replace(":", "\\:"))
    values = {"kind": whole.kind, "prefix": prefix, "first": period.first, "end": after(period.last), "at": at}
    values |= {"stock": indicator.measures[indicator.of[1]].stock, "start": start, "limit": limit}
    if at is None:
        del values["at"]
    rows = await session.execute(text(statement), values)
    return [_case(dict(row), part) for row in rows.mappings()]


def _case(row: dict[str, Any], part: Counted) -> CaseOut:
    link = KINDS[row["kind"]].link.format(id=row["id"]) or None
    shown = {name: row[name] for name in CaseOut.model_fields if name in row}
    return CaseOut(**shown, counts=part.of_fact(row) is not None, link=link)
