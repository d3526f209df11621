"""Bring a file's judged rows into the temporary table ``arrivals``, streaming from the processes that read the file."""

from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg

from services.registry.imports.prepare import Facts, Task
from services.registry.imports.readers import reading
from services.registry.imports.staged_rows import COLUMNS

_LOOKED_AT = (
    "row_number, name, birth_date, sex, registered_division, residence_division, household_number, relation_to_head,"
    " citizen_number_index, other_id_index, faults"
)

# Temporary: after a crash nothing of it is left, and it is never written to the log of the database.
_ARRIVALS = """
CREATE TEMPORARY TABLE arrivals (
    row_number integer NOT NULL, faults text, cells bytea,
    person_id uuid, event_id uuid, household_id uuid, household_event_id uuid,
    former_division text COLLATE "C",
    name text COLLATE "C", residence_address text, note text, household_number text, other_id_type text,
    sex smallint, birth_date date, ethnic_group text, marital_status text, relation_to_head text,
    registered_division text COLLATE "C", residence_division text COLLATE "C",
    citizen_number_sealed bytea, citizen_number_index bytea, other_id_sealed bytea, other_id_index bytea,
    phone_sealed bytea
) ON COMMIT DROP
"""

Progress = Callable[[int], Awaitable[None]]


async def stage_rows(connection: asyncpg.Connection, task: Task, progress: Progress) -> Facts:
    """Fill ``arrivals``; ``progress`` is told the rows so far. Raises FileRefused, PreparationDied."""
    await connection.execute(_ARRIVALS)
    async with reading(task) as read:
        facts = await read.facts()
        await connection.copy_to_table(
            "arrivals", source=_counted(read.lines(), progress), columns=list(COLUMNS), format="text", null=""
        )
    # The few columns that rows are found and grouped by, from few rows: this takes no longer for a large file.
    await connection.execute("SET LOCAL default_statistics_target = 20")
    await connection.execute(f"ANALYZE arrivals ({_LOOKED_AT})")
    return facts


async def stage_cells(connection: asyncpg.Connection, task: Task) -> None:
    """Read the file once more for the sealed cells of ``task.only`` into the temporary table ``late_cells``."""
    await connection.execute("CREATE TEMPORARY TABLE late_cells (row_number integer, cells bytea) ON COMMIT DROP")
    async with reading(task) as read:
        await read.facts()
        await connection.copy_to_table("late_cells", source=read.lines(), format="text", null="")


async def _counted(lines: AsyncIterator[bytes], progress: Progress) -> AsyncIterator[bytes]:
    rows = 0
    async for some in lines:
        yield some
        rows += some.count(b"\n")
        await progress(rows)
