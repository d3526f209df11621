"""What an import of valid rows costs beside a bare COPY of the same columns into a table with the same indexes.

Ours reads the .csv, judges every row, seals identifiers, matches, creates households, writes events and the audit
entry, in one transaction. The peer is handed the finished rows, and checks nothing but the table's own constraints.
``BENCH_ROWS`` sets the rows (200,000 unless set; 1000000 for a large county), ``BENCH_RUNS`` how often each side runs
(5), ``BENCH_SIZES`` the sizes of the single runs that show how time and memory grow. ``BENCH_SEARCH=0`` leaves out how
long search takes to know them all, which is measured once for the repeated size.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

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
from services.registry.search.index_persons import catch_up

ROWS = int(os.environ.get("BENCH_ROWS", "200000"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "20000,100000,500000").split(",") if size]
SEARCH = os.environ.get("BENCH_SEARCH", "1") != "0"
_MEMORY_MB = 500
OPENIMIS = 284
"""Individuals a second: openIMIS saves them one by one. Taken over from an earlier measurement, not of this run."""

_COUNTY, _TOWN = "341599000000", "341599001000"
_VILLAGES = [f"341599001{n:03d}" for n in range(1, 201)]
_CALLER = Caller(subject="bench", kind="staff", role="county-admin", division=_COUNTY)


def _people(count: int) -> Iterator[list[str]]:
    """Valid rows, three to a household under one address, two names for five people, each with their own number."""
    names = count * 2 // 5 + 1
    for n in range(count):
        day = f"{1940 + n % 80}{1 + n // 80 % 12:02d}{1 + n // 960 % 28:02d}"
        digits = f"341{599 - n // 26_880_000}{day}{n // 26880 % 1000:03d}"
        name = chr(0x4E00 + n % names % 5000) + chr(0x4E00 + n % names // 5000) + "某"
        village = _VILLAGES[n // 3 % len(_VILLAGES)]
        row = [name, digits + check_character(digits), "", "", "", day, "汉族", "未婚", f"{n // 3}"]
        yield [*row, "子" if n % 3 else "户主", village, village, f"一组{n // 3}号", f"190{n:08d}", ""]


class Run(NamedTuple):
    """One import: seconds, seconds of the bare COPY, peak memory in bytes."""

    rows: int
    ours: float
    bare: float
    memory: int


def _file_of(rows: int, home: Path) -> Path:
    path = home / f"people-{rows}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.writelines(",".join(row) + "\n" for row in chain([[c.zh for c in columns()]], _people(rows)))
    return path


async def enter_divisions(admin: asyncpg.Connection) -> None:
    """The places that the invented people live in."""
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


_EMPTY = (
    "TRUNCATE registry.persons, registry.households, registry.outbox, registry.imports, registry.search_pending,"
    " registry.search_names, registry.search_addresses CASCADE"
)
_TWIN = "CREATE TABLE registry.bare_persons (LIKE registry.persons INCLUDING ALL)"


async def _seconds(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def one_run(place: TemporaryRegistry, admin: asyncpg.Connection, rows: int) -> Run:
    """An import of so many rows into an empty register, and the bare COPY of the same."""
    source = _file_of(rows, place.home)
    database = Database(place.dsn)
    await database.start()
    try:
        await admin.execute(_EMPTY)
        # As autovacuum leaves an empty register: the planner knows that nobody is in it.
        await admin.execute("ANALYZE registry.persons, registry.households")
        await _queue(database, place.home, source)
        await admin.execute("CHECKPOINT")
        with MemoryWatch() as memory:
            workshop = Workshop(database, _sealer(place), place.home / "keys")
            ours = await _seconds(work_off_queue(workshop, place.home))
        created = await database.pool.fetchval("SELECT created FROM imports WHERE state = 'finished'")
        bare = await _bare_copy(admin, place.home / "bare")
    finally:
        await database.stop()
    if created != rows:
        raise RuntimeError(f"{created} of {rows} rows were created")
    return Run(rows, ours, bare, memory.peak)


def _sealer(place: TemporaryRegistry) -> Sealer:
    return Sealer.load(place.home / "keys", "registry")


async def _searched(place: TemporaryRegistry) -> float:
    """Seconds until search knows everybody of the last import."""
    database = Database(place.dsn)
    await database.start()
    try:
        return await _seconds(catch_up(database.pool, _sealer(place)))
    finally:
        await database.stop()


async def _bare_copy(admin: asyncpg.Connection, dump: Path) -> float:
    await admin.copy_from_table("persons", schema_name="registry", output=dump)
    await admin.execute("DROP TABLE IF EXISTS registry.bare_persons")
    await admin.execute(_TWIN)
    await admin.execute("CHECKPOINT")
    seconds = await _seconds(admin.copy_to_table("bare_persons", schema_name="registry", source=dump))
    dump.unlink()
    return seconds


async def _measure(place: TemporaryRegistry) -> tuple[list[Run], list[float]]:
    admin = await asyncpg.connect(place.admin_dsn)
    await enter_divisions(admin)
    sizes = [*SIZES, *[ROWS] * RUNS]
    runs = [await one_run(place, admin, rows) for rows in sizes]
    await admin.close()
    return runs, [await _searched(place)] if SEARCH else []


def run() -> list[Figure]:
    """Both sides by turns; memory is that of the service and of the processes that read, together."""
    with temporary_registry() as place:
        runs, searched = asyncio.run(_measure(place))
    single, repeated = runs[: len(SIZES)], runs[len(SIZES) :]
    figures = [figure for each in single for figure in _figures([each])]
    return [*figures, *_figures(repeated), *_a_row(repeated), *_lag(repeated, searched), *_growth(single)]


def _figures(runs: list[Run]) -> list[Figure]:
    rows = f"import of {runs[0].rows:,} valid rows"
    ours, bare = [run.ours for run in runs], [run.bare for run in runs]
    memory = [run.memory >> 20 for run in runs]
    limit = "issue 3: at most 2.5 × a bare COPY of the same columns"
    return [
        Figure(name=rows, unit="s", ours=ours, peer=bare, peer_name="bare COPY", limit=2.5, source=limit),
        Figure(name=f"{rows}, memory", unit="MB", ours=memory, limit=_MEMORY_MB, source="issue 3: 500 MB"),
    ]


def _a_row(runs: list[Run]) -> list[Figure]:
    per_row = [run.ours / run.rows * 1e6 for run in runs]
    openimis = "openIMIS at 284 rows/s (taken over)"
    source, peer = "issue 11: at least 100 × its rows a second", [1e6 / OPENIMIS]
    return [Figure(name="a row", unit="µs", ours=per_row, peer=peer, peer_name=openimis, limit=0.01, source=source)]


def _lag(runs: list[Run], searched: list[float]) -> list[Figure]:
    """Search by sound, address and phone; by number, and by name as written, everybody is found at once."""
    name = f"{runs[0].rows:,} imported rows: until search knows all of them"
    took = [run.ours for run in runs]
    return [
        Figure(name=name, unit="s", ours=searched, peer=took, peer_name="their import", limit=3, source="our own")
        for _ in searched
    ]


def _growth(single: list[Run]) -> list[Figure]:
    """Time a row and memory of the largest size beside those of the smallest: neither may grow with the file."""
    if len(single) < 2:
        return []
    least, most = single[0], single[-1]
    name = f"{most.rows:,} rows beside {least.rows:,}"
    a_row = [run.ours / run.rows * 1e6 for run in (least, most)]
    return [
        Figure(name=f"{name}: a row", unit="µs", ours=a_row[1:], peer=a_row[:1], peer_name="the few", limit=1.5),
        Figure(
            name=f"{name}: memory",
            unit="MB",
            ours=[most.memory >> 20],
            peer=[least.memory >> 20],
            peer_name="the few",
            limit=1.5,
        ),
    ]
