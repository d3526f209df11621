"""Search the whole register for duplicates: entries go to a process of its own, pairs come back into the queue.

Entries pass through pipes only. Names are needed in clear to be compared; numbers are compared by blind index, and
old 15-digit ones are opened here, turned into the new form and indexed again.
"""

import asyncio
import csv
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import msgspec

from chassis import clock
from chassis.db import Database
from chassis.sealing import Sealer
from services.registry.duplicates.note_duplicates import keep_pairs, weights
from services.registry.duplicates.old_numbers import RESIDENT_IDENTITY_CARD, new_form
from services.registry.duplicates.rules import Evidence
from services.registry.persons.identity import find
from services.registry.persons.tables import OTHER_ID

_SEARCH = "services.registry.duplicates.search"
_BATCH = 5000

_ENTRIES = """
SELECT p.id, p.name, to_char(p.birth_date, 'YYYYMMDD'), CASE WHEN p.sex IN (1, 2) THEN p.sex END, p.household_id,
       b.mother_id, p.residence_division, p.registered_division, encode(p.other_id_index, 'hex')
FROM persons p LEFT JOIN births b ON b.person_id = p.id AND b.state <> 'revoked'
"""
_OLD_NUMBERS = "SELECT id, other_id_sealed FROM persons WHERE other_id_type = $1 AND other_id_sealed IS NOT NULL"
_HOLDERS = "SELECT id, citizen_number_index AS index FROM persons WHERE citizen_number_index = ANY($1)"
_PHASE = "UPDATE duplicate_scans SET phase = $2, persons = coalesce($3, persons) WHERE id = $1 AND state = 'running'"
_DONE = """
UPDATE duplicate_scans SET state = 'finished', phase = 'done', finished_at = $2, pairs = $3,
    new_pairs = (SELECT count(*) FROM possible_duplicates WHERE scan_id = $1 AND state = 'open' AND found_at >= $4)
WHERE id = $1 AND state = 'running'
"""

Found = list[tuple[UUID, UUID, float, Evidence]]


class SearchDied(Exception):
    """The searching process ended before it was done; nothing of it is kept."""


async def scan_register(database: Database, sealer: Sealer, scan_id: UUID) -> int:
    """Carry out one claimed search; how many pairs it found. Raises SearchDied and database errors."""
    began = clock.now()
    await _phase(database, scan_id, "reading")
    found = await _probable(database, scan_id)
    found += await _by_old_number(database, sealer)
    await _phase(database, scan_id, "writing")
    async with database.pool.acquire() as connection, connection.transaction():
        for start in range(0, len(found), _BATCH):
            await keep_pairs(connection, found[start : start + _BATCH], "scan", scan_id)
        await connection.execute(_DONE, scan_id, clock.now(), len(found), began)
    return len(found)


async def _phase(database: Database, scan_id: UUID, phase: str, persons: int | None = None) -> None:
    await database.pool.execute(_PHASE, scan_id, phase, persons)


async def _probable(database: Database, scan_id: UUID) -> Found:
    async with _searching() as process:
        assert process.stdin and process.stdout  # noqa: S101 - piped
        answer = asyncio.create_task(process.stdout.read())
        async with database.pool.acquire() as connection:
            status = await connection.copy_from_query(_ENTRIES, output=_into(process.stdin), format="csv")
        process.stdin.close()
        await _phase(database, scan_id, "comparing", int(status.rpartition(" ")[2]))
        lines = (await answer).decode().splitlines()
        if await process.wait() != 0:
            raise SearchDied
    return [
        (UUID(one), UUID(other), float(weight), msgspec.json.decode(evidence))
        for one, other, weight, evidence in csv.reader(lines)
    ]


def _into(stdin: asyncio.StreamWriter):  # type: ignore[no-untyped-def]
    async def write(chunk: bytes) -> None:
        stdin.write(chunk)
        await stdin.drain()

    return write


@asynccontextmanager
async def _searching() -> AsyncIterator[asyncio.subprocess.Process]:
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", _SEARCH, stdin=pipe, stdout=pipe, stderr=nowhere, env=_environment()
    )
    try:
        yield process
    except (BrokenPipeError, ConnectionResetError):
        raise SearchDied from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    # The search gets no connection string: it has no business with the database.
    return {name: value for name, value in os.environ.items() if "DATABASE" not in name}


async def _by_old_number(database: Database, sealer: Sealer) -> Found:
    rows = await database.pool.fetch(_OLD_NUMBERS, RESIDENT_IDENTITY_CARD)
    holders = {find(sealer, number): row["id"] for row in rows if (number := _new_form(sealer, row)) is not None}
    known = await database.pool.fetch(_HOLDERS, list(holders))
    weight = weights()["document"]["same"]
    pairs = ((holders[row["index"]], row["id"]) for row in known)
    return [(one, other, weight, {"number": "same"}) for one, other in pairs if one != other]


def _new_form(sealer: Sealer, row: asyncpg.Record) -> str | None:
    return new_form(sealer.open(row["other_id_sealed"], OTHER_ID))
