"""Count every fact anew, in the database and in one pass a kind; and compare that with what was kept event by event.

The two ways of counting share nothing but the facts and the formulas' text, so that their equality proves both.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from services.assessment.facts.keep_facts import COUNTING
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.measures import Counted

Cells = dict[tuple[str, str, date], int]


async def count_anew(connection: asyncpg.Connection, measures: Iterable[Counted]) -> Cells:
    """What each measure adds up to by division and month, from the facts as they are."""
    cells: Cells = {}
    for kind, month, group in _passes(measures):
        for row in await connection.fetch(_one_pass(kind, month, group)):
            division, first, *values = row
            cells |= {
                (measure.key, division, first): value for measure, value in zip(group, values, strict=True) if value
            }
    return cells


async def replace_counts(session: AsyncSession, keys: Sequence[str]) -> None:
    """Put what is counted anew in the place of what was kept, for these measures; facts wait meanwhile."""
    connection = await driver(session)
    await connection.execute("SELECT pg_advisory_xact_lock($1)", COUNTING)
    cells = await count_anew(connection, [catalogue().counted[key] for key in keys])
    await connection.execute("DELETE FROM cells WHERE measure = ANY ($1::text[])", list(keys))
    rows = [(*key, value) for key, value in cells.items()]
    await connection.copy_records_to_table("cells", records=rows, columns=["measure", "division", "month", "value"])


async def kept_counts(connection: asyncpg.Connection) -> Cells:
    """What was kept event by event."""
    rows = await connection.fetch("SELECT measure, division, month, value FROM cells")
    return {(row["measure"], row["division"], row["month"]): row["value"] for row in rows}


def _passes(measures: Iterable[Counted]) -> list[tuple[str, str, list[Counted]]]:
    groups: dict[tuple[str, str], list[Counted]] = {}
    for measure in measures:
        groups.setdefault((measure.kind, measure.month), []).append(measure)
    return [(kind, month, group) for (kind, month), group in groups.items()]


def _one_pass(kind: str, month: str, group: Sequence[Counted]) -> str:
    # Kinds, columns and expressions come from files that the linter has passed; none is anybody's input.
    sums = ", ".join(f"sum({each.add_sql}) FILTER (WHERE {each.where_sql})::bigint" for each in group)
    return (
        f"SELECT division, date_trunc('month', {month})::date AS first, {sums} FROM facts "
        f"WHERE kind = '{kind}' AND division IS NOT NULL AND {month} IS NOT NULL GROUP BY 1, 2"
    )
