"""Which year's books a movement of paid money belongs to: its own year's, or once that is closed the open one's."""

from collections.abc import Mapping
from typing import Any

import asyncpg

from services.incentives.ledger.errors import YearNotOpen
from services.incentives.ledger.rules import MOVES, Move, of_closed_year

_OPEN = """
SELECT min(year) FROM fund_years WHERE fund = $1 AND year >= $2 AND closed_at IS NULL
"""


async def move_of(connection: asyncpg.Connection, kind: str, payment: Mapping[str, Any]) -> tuple[int, Move]:
    """The year and the move for money that ``payment`` (``fund``, ``year``) was paid with. Raises YearNotOpen."""
    year = await connection.fetchval(_OPEN, payment["fund"], payment["year"])
    if year is None:
        raise YearNotOpen(fund=payment["fund"], year=payment["year"])
    return year, MOVES[kind] if year == payment["year"] else of_closed_year(kind)
