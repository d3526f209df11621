"""What an import of valid rows costs beside a bare COPY of the same columns into a table with the same indexes.

Ours reads the .csv, judges every row, seals identifiers, matches, creates households, writes events and the audit
entry, in one transaction. The peer is handed the finished rows, and checks nothing but the table's own constraints.
``BENCH_ROWS`` sets the rows (200,000 unless set), ``BENCH_RUNS`` how often each side runs (5).
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import asyncpg
import msgspec

from bench.figures import Figure
from bench.memory_watch import MemoryWatch
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from chassis.auth import Caller
from chassis.db import Database
from chassis.identifiers import check_character, new_id
from chassis.sealing import Sealer
from services.registry.imports.carry_out_import import Workshop
from services.registry.imports.columns import columns
from services.registry.imports.work_off_imports import work_off_queue

ROWS = int(os.environ.get("BENCH_ROWS", "200000"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
OPENIMIS = 284
"""Individuals a second: openIMIS saves them one by one. Taken over from an earlier measurement, not of this run."""

_COUNTY, _TOWN = "341599000000", "341599001000"
_VILLAGES = [f"341599001{n:03d}" for n in range(1, 201)]
_CALLER = Caller(subject="bench", kind="staff", role="county-admin", division=_COUNTY)


def _people(count: int) -> Iterator[list[str]]:
    """Valid rows, three to a household, each with a citizen number of their own."""
    for n in range(count):
        day = f"{1940 + n % 80}{1 + n // 80 % 12:02d}{1 + n // 960 % 28:02d}"
        digits = f"341{599 - n // 26_880_000}{day}{n // 26880 % 1000:03d}"
        name = chr(0x4E00 + n % 5000) + chr(0x4E00 + n // 5000) + "某"
        village = _VILLAGES[n // 3 % len(_VILLAGES)]
        row = [name, digits + check_character(digits), "", "", "", day, "汉族", "未婚", f"{n // 3}"]
        yield [*row, "子" if n % 3 else "户主", village, village, f"一组{n}号", f"190{n:08d}", ""]


def _write_file(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(",".join(row) + "\n" for row in chain([[c.zh for c in columns()]], _people(ROWS)))


async def _enter_divisions(admin: asyncpg.Connection) -> None:
    places = [(_COUNTY, "示范县", "county"), (_TOWN, "青山镇", "town"), *((v, "村", "village") for v in _VILLAGES)]
    await admin.executemany(
        "INSERT INTO registry.divisions (code, name, level, valid_from) VALUES ($1, $2, $3, '2020-01-01')", places
    )


async def _queue(database: Database, home: Path, source: Path) -> None:
    import_id = new_id()
    path = home / "uploads" / str(import_id)
    path.parent.mkdir(exist_ok=True)
    os.link(source, path)
    await database.pool.execute(
        "INSERT INTO imports (id, state, file_name, size, digest, uploaded_by, uploader, division, uploaded_at)"
        " VALUES ($1, 'queued', 'people.csv', $2, '', 'bench', $3, $4, $5)",
        import_id,
        path.stat().st_size,
        msgspec.json.encode(_CALLER).decode(),
        _COUNTY,
        datetime.now(UTC),
    )


_EMPTY = "TRUNCATE registry.persons, registry.households, registry.outbox, registry.imports CASCADE"
_TWIN = "CREATE TABLE registry.bare_persons (LIKE registry.persons INCLUDING ALL)"


async def _seconds(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def _one_run(place: TemporaryRegistry, admin: asyncpg.Connection, source: Path) -> tuple[float, float]:
    database = Database(place.dsn)
    await database.start()
    try:
        await admin.execute(_EMPTY)
        await _queue(database, place.home, source)
        workshop = Workshop(database, Sealer.load(place.home / "keys", "registry"), place.home / "keys")
        await admin.execute("CHECKPOINT")
        ours = await _seconds(work_off_queue(workshop, place.home))
        created = await database.pool.fetchval("SELECT created FROM imports WHERE state = 'finished'")
    finally:
        await database.stop()
    if created != ROWS:
        raise RuntimeError(f"{created} of {ROWS} rows were created")
    return ours, await _bare_copy(admin, place.home / "bare")


async def _bare_copy(admin: asyncpg.Connection, dump: Path) -> float:
    await admin.copy_from_table("persons", schema_name="registry", output=dump)
    await admin.execute("DROP TABLE IF EXISTS registry.bare_persons")
    await admin.execute(_TWIN)
    await admin.execute("CHECKPOINT")
    seconds = await _seconds(admin.copy_to_table("bare_persons", schema_name="registry", source=dump))
    dump.unlink()
    return seconds


async def _measure(place: TemporaryRegistry) -> tuple[list[float], list[float]]:
    source = place.home / "people.csv"
    _write_file(source)
    admin = await asyncpg.connect(place.admin_dsn)
    await _enter_divisions(admin)
    runs = [await _one_run(place, admin, source) for _ in range(RUNS)]
    await admin.close()
    ours, bare = zip(*runs, strict=True)
    return list(ours), list(bare)


def run() -> list[Figure]:
    """Seconds for all rows, both sides by turns; memory of the service and the process that reads, together."""
    with temporary_registry() as place, MemoryWatch() as memory:
        ours, bare = asyncio.run(_measure(place))
    rows = f"import of {ROWS:,} valid rows"
    per_row = [seconds / ROWS * 1e6 for seconds in ours]
    openimis = "openIMIS at 284 rows/s (taken over)"
    limit = "issue 3: at most 2.5 × a bare COPY of the same columns"
    return [
        Figure(name=rows, unit="s", ours=ours, peer=bare, peer_name="bare COPY", limit=2.5, source=limit),
        Figure(name=f"{rows}, memory", unit="MB", ours=[memory.peak >> 20], limit=500, source="issue 3: 500 MB"),
        Figure(name="a row", unit="µs", ours=per_row, peer=[1e6 / OPENIMIS], peer_name=openimis, limit=1),
    ]
