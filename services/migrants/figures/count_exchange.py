"""Count how well counties answer each other, straight from what was declared, confirmed and handed over."""

from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.migrants.figures import rules
from services.migrants.figures.policy import smallest_shown
from services.migrants.figures.schemas import ExchangeFigures

# Exchanged: the other county was told of the move, by a question or by a handover to the same county since.
# Confirmed: both say the same, or the other county took the services. Explained: both desks gave the same reason why
# they cannot, or the handover was declined with its reason.
_EXCHANGE = text("""
WITH declared AS (
    SELECT m.person_id, d.id, d.pattern, left(d.to_division, 6) AS county, d.moved_on
      FROM movement_declarations d JOIN movement_members m ON m.declaration_id = d.id AND m.part = 'moved'
     WHERE d.moved_on BETWEEN :first AND :last AND left(d.from_division, 6) <> left(d.to_division, 6)
       AND (d.from_division LIKE :scope OR d.to_division LIKE :scope)
), answers AS (
    SELECT declared.id, declared.person_id,
           c.closed_how = 'agreed' AS confirmed, c.closed_how = 'explained' AS explained
      FROM declared JOIN confirmations c ON c.declaration_id = declared.id AND c.person_id = declared.person_id
    UNION ALL
    SELECT declared.id, declared.person_id, h.state = 'released', h.state = 'declined'
      FROM declared JOIN handover_people p ON p.person_id = declared.person_id
      JOIN handovers h ON h.id = p.handover_id
     WHERE left(h.to_division, 6) = declared.county AND h.offered_on >= declared.moved_on
), told AS (
    SELECT d.pattern, count(a.id) > 0 AS exchanged, coalesce(bool_or(a.confirmed), false) AS confirmed,
           coalesce(bool_or(a.explained), false) AS explained
      FROM declared d LEFT JOIN answers a ON a.id = d.id AND a.person_id = d.person_id
     GROUP BY d.id, d.person_id, d.pattern
)
SELECT count(*) AS declared, count(*) FILTER (WHERE exchanged) AS exchanged,
       count(*) FILTER (WHERE confirmed) AS confirmed,
       count(*) FILTER (WHERE explained AND NOT confirmed) AS explained,
       count(*) FILTER (WHERE pattern = 'lasting') AS lasting,
       count(*) FILTER (WHERE pattern = 'seasonal') AS seasonal,
       count(*) FILTER (WHERE pattern = 'circular') AS circular
  FROM told
""")
_HANDOVERS = text("""
SELECT count(*) AS offered, count(*) FILTER (WHERE state = 'released') AS released,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY (closed_on - offered_on)) FILTER (WHERE state = 'released') AS median
  FROM handovers WHERE side = 'gives' AND offered_on BETWEEN :first AND :last AND from_division LIKE :scope
""")


async def count_exchange(session: AsyncSession, prefix: str, first: date, last: date) -> ExchangeFigures:
    """Rates of a span; each is told only where there are enough people behind it."""
    asked: dict[str, Any] = {"first": first, "last": last, "scope": prefix + "%"}
    moved, handed = (await session.execute(_EXCHANGE, asked)).one(), (await session.execute(_HANDOVERS, asked)).one()
    least = smallest_shown()
    parts = {name: getattr(moved, name) for name in ("exchanged", "confirmed", "explained")}
    settled = moved.confirmed + moved.explained
    patterns = {name: getattr(moved, name) for name in ("lasting", "seasonal", "circular")}
    return ExchangeFigures(
        declared_between_counties=_told(moved.declared, moved.declared, least),
        **{name: _told(part, moved.declared, least) for name, part in parts.items()},
        exchanged_rate=rules.rate(moved.exchanged, moved.declared, least),
        confirmed_rate=rules.rate(moved.confirmed, moved.declared, least),
        confirmed_or_explained_rate=rules.rate(settled, moved.declared, least),
        handovers_offered=_told(handed.offered, handed.offered, least),
        handovers_released=_told(handed.released, handed.offered, least),
        released_rate=rules.rate(handed.released, handed.offered, least),
        median_days_to_acceptance=handed.median if handed.released >= least else None,
        patterns=rules.by_pattern(patterns, least),
    )


def _told(part: int, whole: int, least: int) -> int | None:
    return part if whole >= least else None
