"""Count flows and answers, straight from what was declared, moved, exchanged and handed over."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.data_files import in_force, read_data
from services.migrants.figures import rules
from services.migrants.figures.rules import Cell
from services.migrants.figures.schemas import ExchangeFigures, FlowCell

LEVELS = {"county": 6, "town": 9}
_FLOWS = text("""
SELECT left(from_division, :digits) AS from_place, left(to_division, :digits) AS to_place,
       to_char(moved_on, 'YYYY-MM') AS month, count(DISTINCT person_id) AS people
  FROM movements
 WHERE moved_on BETWEEN :first AND :last AND (from_division LIKE :scope OR to_division LIKE :scope)
   AND left(from_division, :digits) <> left(to_division, :digits)
 GROUP BY 1, 2, 3 ORDER BY 3, 1, 2
""")
# Exchanged: the other county was told, by a confirmation or a handover; confirmed: both say the same.
_EXCHANGE = text("""
WITH declared AS (
    SELECT m.person_id, d.id, d.pattern FROM movement_declarations d
      JOIN movement_members m ON m.declaration_id = d.id AND m.part = 'moved'
     WHERE d.moved_on BETWEEN :first AND :last AND left(d.from_division, 6) <> left(d.to_division, 6)
       AND (d.from_division LIKE :scope OR d.to_division LIKE :scope)
)
SELECT count(*) AS declared,
       count(*) FILTER (WHERE EXISTS (SELECT FROM confirmations c
           WHERE c.declaration_id = declared.id AND c.person_id = declared.person_id)) AS exchanged,
       count(*) FILTER (WHERE EXISTS (SELECT FROM confirmations c WHERE c.declaration_id = declared.id
           AND c.person_id = declared.person_id AND c.closed_how = 'agreed')) AS confirmed,
       count(*) FILTER (WHERE pattern = 'lasting') AS lasting,
       count(*) FILTER (WHERE pattern = 'seasonal') AS seasonal,
       count(*) FILTER (WHERE pattern = 'circular') AS circular
  FROM declared
""")
_HANDOVERS = text("""
SELECT count(*) AS offered, count(*) FILTER (WHERE state = 'released') AS released,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY (closed_on - offered_on)) FILTER (WHERE state = 'released') AS median
  FROM handovers WHERE side = 'gives' AND offered_on BETWEEN :first AND :last AND from_division LIKE :scope
""")


class FiguresPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of ``policy.yaml``."""

    effective_from: date
    smallest_shown: int


@cache
def _versions() -> list[FiguresPolicy]:
    return read_data(Path(__file__).with_name("policy.yaml"), list[FiguresPolicy])


def _smallest() -> int:
    return in_force(_versions(), clock.today()).smallest_shown


async def count_flows(session: AsyncSession, prefix: str, first: date, last: date, digits: int) -> list[FlowCell]:
    """The matrix of moves from, to and within ``prefix``, by month, small cells hidden."""
    asked = {"digits": digits, "first": first, "last": last, "scope": prefix + "%"}
    cells = [Cell(row.from_place, row.to_place, row.month, row.people) for row in await session.execute(_FLOWS, asked)]
    return [FlowCell(**cell._asdict()) for cell in rules.suppressed(cells, _smallest())]


async def count_exchange(session: AsyncSession, prefix: str, first: date, last: date) -> ExchangeFigures:
    """Rates of a span; each is told only where there are enough people behind it."""
    asked: dict[str, Any] = {"first": first, "last": last, "scope": prefix + "%"}
    moved, handed = (await session.execute(_EXCHANGE, asked)).one(), (await session.execute(_HANDOVERS, asked)).one()
    least = _smallest()
    enough, handed_enough = moved.declared >= least, handed.offered >= least
    patterns = {name: getattr(moved, name) for name in ("lasting", "seasonal", "circular")}
    return ExchangeFigures(
        declared_between_counties=moved.declared if enough else None,
        exchanged=_told(moved.exchanged, moved.declared, least),
        exchanged_rate=rules.rate(moved.exchanged, moved.declared, least),
        confirmed=_told(moved.confirmed, moved.declared, least),
        confirmed_rate=rules.rate(moved.confirmed, moved.declared, least),
        handovers_offered=handed.offered if handed_enough else None,
        handovers_released=_told(handed.released, handed.offered, least),
        released_rate=rules.rate(handed.released, handed.offered, least),
        median_days_to_acceptance=handed.median if handed.released >= least else None,
        patterns=rules.by_pattern(patterns, least),
    )


def _told(part: int, whole: int, least: int) -> int | None:
    return part if whole >= least else None
