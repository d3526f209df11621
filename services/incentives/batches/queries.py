"""Reads of batches."""

from uuid import UUID

import asyncpg

from services.incentives.batches.schemas import LineView

_BATCHES = """
SELECT * FROM batches
 WHERE division LIKE $1 AND ($2::uuid IS NULL OR cycle_id = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4
"""
_LINES = """
SELECT a.line, a.reference, a.payment_id, p.payee_id, p.division_code, a.amount_fen, c.account_shown, c.bank_code,
       a.ordinal, a.state, a.bank_reason
  FROM attempts a JOIN payments p ON p.id = a.payment_id JOIN accounts c ON c.id = a.account_id
 WHERE a.batch_id = $1 AND a.line > $2 ORDER BY a.line LIMIT $3
"""


async def batches_in(
    connection: asyncpg.Connection, prefix: str, cycle_id: UUID | None, after: UUID | None, limit: int
) -> list[asyncpg.Record]:
    """Up to ``limit + 1`` batches of the divisions that begin with ``prefix``."""
    rows: list[asyncpg.Record] = await connection.fetch(_BATCHES, f"{prefix}%", cycle_id, after, limit + 1)
    return rows


async def lines_of(connection: asyncpg.Connection, batch_id: UUID, after: int, limit: int) -> list[LineView]:
    """Up to ``limit + 1`` lines after line ``after``, which may be any number at all."""
    start = min(max(after, 0), 10**9)
    rows = await connection.fetch(_LINES, batch_id, start, limit + 1)
    return [LineView.model_validate(dict(row)) for row in rows]
