"""Statements over very many rows that were written a moment ago, of which the database's planner knows nothing yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

MANY = 5_000


@asynccontextmanager
async def set_wise(connection: asyncpg.Connection, rows: int) -> AsyncIterator[None]:
    """Inside the block tables are read through once and hashed, where ``rows`` are many.

    A batch is released right after it was made: statistics say that it has no lines, and so the planner looks each of
    100,000 up, in five tables. Few rows are looked up, as always.
    """
    if rows < MANY:
        yield
        return
    await connection.execute("SET LOCAL enable_nestloop = off")
    yield
    await connection.execute("SET LOCAL enable_nestloop TO DEFAULT")
