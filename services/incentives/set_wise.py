"""Statements over very many rows, written a moment ago: the database's planner knows nothing of them yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

MANY = 100
"""From so many lines on: three tables of n lines, each believed empty, may be read n to the third times."""


@asynccontextmanager
async def set_wise(connection: asyncpg.Connection, rows: int) -> AsyncIterator[None]:
    """Inside the block tables are read through once and hashed, where ``rows`` are many.

    A batch is released right after it was made: statistics say that it has no lines, and so the planner looks each of
    100,000 up, in five tables. Few rows are looked up, as always. What is hashed and sorted lies in memory, where the
    usual allowance would have it written to disk and read again for each table.
    """
    if rows < MANY:
        yield
        return
    await connection.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '48MB'")
    yield
    await connection.execute("SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT")
