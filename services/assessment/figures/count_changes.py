"""Carry changed facts into the counts: what each added before is taken off, what it adds now is put on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import asyncpg

from services.assessment.indicators.catalogue import catalogue

Cells = Counter[tuple[str, str, date]]

_ADD = """
    INSERT INTO cells (measure, division, month, value)
    SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::bigint[])
    ON CONFLICT (measure, division, month) DO UPDATE SET value = cells.value + excluded.value
"""
_DROP_EMPTY = "DELETE FROM cells WHERE value = 0 AND measure = ANY ($1::text[])"


async def count_changes(
    connection: asyncpg.Connection, pairs: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]]
) -> None:
    """``pairs`` are (kind, columns before, columns now) of facts that changed."""
    cells = difference(pairs)
    rows = sorted((key, value) for key, value in cells.items() if value)
    if not rows:
        return
    columns = list(zip(*(key for key, _ in rows), strict=True))
    await connection.execute(_ADD, *map(list, columns), [value for _, value in rows])
    if any(value < 0 for _, value in rows):
        await connection.execute(_DROP_EMPTY, sorted({measure for (measure, *_), value in rows if value < 0}))


def difference(pairs: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]]) -> Cells:
    """By how much each count changes."""
    cells: Cells = Counter()
    for kind, was, now in pairs:
        for measure in catalogue().counting(kind):
            for fact, sign in ((was, -1), (now, 1)):
                if (added := measure.of_fact(fact)) is not None:
                    division, month, amount = added
                    cells[measure.key, division, month] += sign * amount
    return cells


def is_settled(kind: str, fact: Mapping[str, Any], until: date) -> bool:
    """Whether any measure counts the fact in a month that has been settled."""
    found = (measure.of_fact(fact) for measure in catalogue().counting(kind))
    return any(added is not None and added[1] <= until for added in found)
