"""Reads of files from the bank."""

from typing import Any
from uuid import UUID

import asyncpg

from services.incentives.returns.errors import UnknownReturn
from services.incentives.returns.schemas import PROCESSED, ReturnLineView, ReturnView

_QUARANTINED = "verdict <> ALL($2::text[]) AND resolved_by IS NULL"
_OPEN = f"SELECT count(*) FROM return_lines WHERE file_id = $1 AND {_QUARANTINED}"
_LINES = f"""
SELECT r.*, a.payment_id FROM return_lines r LEFT JOIN attempts a ON a.reference = r.reference
 WHERE r.file_id = $1 AND r.line > $3 AND (NOT $4 OR ({_QUARANTINED})) AND ($2::text[] IS NOT NULL)
 ORDER BY r.line LIMIT $5
"""


async def show_return(connection: asyncpg.Connection, row: Any, known_before: bool = False) -> ReturnView:
    """The file with how many of its lines still wait."""
    waiting = await connection.fetchval(_OPEN, row["id"], list(PROCESSED))
    return ReturnView.model_validate(dict(row) | {"quarantined": waiting, "known_before": known_before})


async def find_return(connection: asyncpg.Connection, file_id: UUID) -> Any:
    """The file's row. Raises UnknownReturn."""
    row = await connection.fetchrow("SELECT * FROM return_files WHERE id = $1", file_id)
    if row is None:
        raise UnknownReturn()
    return row


async def lines_of_return(
    connection: asyncpg.Connection, file_id: UUID, after: int, quarantined: bool, limit: int
) -> list[ReturnLineView]:
    """Up to ``limit + 1`` lines after line ``after``."""
    start = min(max(after, 0), 10**9)
    rows = await connection.fetch(_LINES, file_id, list(PROCESSED), start, quarantined, limit + 1)
    return [ReturnLineView.model_validate(dict(row)) for row in rows]
