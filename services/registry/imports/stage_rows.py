"""Bring a file's judged rows into the temporary table ``arrivals``, streaming from the process that reads the file."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import msgspec

from services.registry.imports.prepare import REFUSED, Facts, Task
from services.registry.imports.reading.refusals import FileRefused
from services.registry.imports.staged_rows import COLUMNS

_CHUNK = 1 << 18
_LOOKED_AT = (
    "row_number, name, birth_date, sex, registered_division, residence_division, household_number, relation_to_head,"
    " citizen_number_index, other_id_index, faults"
)
_MODULE = "services.registry.imports.prepare"

# Temporary: after a crash nothing of it is left, and it is never written to the log of the database.
_ARRIVALS = """
CREATE TEMPORARY TABLE arrivals (
    row_number integer NOT NULL, faults text, cells bytea,
    person_id uuid, event_id uuid, household_id uuid, household_event_id uuid,
    name text COLLATE "C", residence_address text, note text, household_number text, other_id_type text,
    sex smallint, birth_date date, ethnic_group text, marital_status text, relation_to_head text,
    registered_division text COLLATE "C", residence_division text COLLATE "C",
    citizen_number_sealed bytea, citizen_number_index bytea, other_id_sealed bytea, other_id_index bytea,
    phone_sealed bytea
) ON COMMIT DROP
"""

Progress = Callable[[int], Awaitable[None]]


class PreparationDied(Exception):
    """The reading process ended without a verdict (killed, out of memory)."""


async def stage_rows(connection: asyncpg.Connection, task: Task, progress: Progress) -> Facts:
    """Fill ``arrivals``; ``progress`` is told the rows so far. Raises FileRefused, PreparationDied."""
    await connection.execute(_ARRIVALS)
    async with _preparation(task) as output:
        facts = msgspec.json.decode(await _first_line(output), type=Facts)
        await connection.copy_to_table(
            "arrivals", source=_counted(output, progress), columns=list(COLUMNS), format="text", null=""
        )
    # The few columns that rows are found and grouped by, from few rows: this takes no longer for a large file.
    await connection.execute("SET LOCAL default_statistics_target = 20")
    await connection.execute(f"ANALYZE arrivals ({_LOOKED_AT})")
    return facts


async def stage_cells(connection: asyncpg.Connection, task: Task) -> None:
    """Read the file once more for the sealed cells of ``task.only`` into the temporary table ``late_cells``."""
    await connection.execute("CREATE TEMPORARY TABLE late_cells (row_number integer, cells bytea) ON COMMIT DROP")
    async with _preparation(task) as output:
        await _first_line(output)
        await connection.copy_to_table("late_cells", source=_chunks(output), format="text", null="")


async def _first_line(output: asyncio.StreamReader) -> bytes:
    line = await output.readline()
    if not line.endswith(b"\n"):
        raise PreparationDied
    return line


async def _chunks(output: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while chunk := await output.read(_CHUNK):
        yield chunk


async def _counted(output: asyncio.StreamReader, progress: Progress) -> AsyncIterator[bytes]:
    rows = 0
    async for chunk in _chunks(output):
        yield chunk
        rows += chunk.count(b"\n")
        await progress(rows)


@asynccontextmanager
async def _preparation(task: Task) -> AsyncIterator[asyncio.StreamReader]:
    """Run the reading process; its verdict decides when the output has been taken, so nothing half is kept."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        _MODULE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 20,
        env=_environment(),
    )
    assert process.stdin and process.stdout and process.stderr  # noqa: S101 - piped above
    said = asyncio.create_task(process.stderr.read())
    try:
        process.stdin.write(msgspec.json.encode(task))
        process.stdin.close()
        yield process.stdout
        await _verdict(process, said)
    except (PreparationDied, asyncpg.PostgresError):
        # A refused file ends the output early: the verdict says why, and matters more than what it led to.
        await _verdict(process, said)
        raise
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        said.cancel()


def _environment() -> dict[str, str]:
    # The reader gets no connection string: it has no business with the database.
    return {name: value for name, value in os.environ.items() if "DATABASE" not in name}


async def _verdict(process: asyncio.subprocess.Process, said: asyncio.Task[bytes]) -> None:
    status = await process.wait()
    if status == REFUSED:
        refusal = msgspec.json.decode(await said)
        raise FileRefused(
            refusal.pop("slug"),
            refusal.pop("reason"),
            refusal.pop("detail_zh"),
            refusal.pop("detail_en"),
            **refusal,
        )
    if status != 0:
        raise PreparationDied
