"""Follow-up care at the size of a province's county: planning, re-planning, day lists and syncs, beside their limits.

250,000 plans of the protocol after-procedure (four visits each) in 190 villages. Each run plans a million visits with
their events, then changes one window and re-plans. The limits are those of the project's charter of speed; CHT's rules
engine took 35.6 s for 3,000 contacts with four visits each, and 19.2 s after one window had changed.
"""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import orjson

from bench.county import county
from bench.figures import Figure
from chassis import clock
from chassis.auth import Caller
from chassis.db import Database
from chassis.identifiers import new_id
from services.followup.protocol_changes.apply import apply_change, find_changes
from services.followup.protocol_changes.tables import ProtocolChange
from services.followup.protocols import catalogue
from services.followup.protocols.lint import FOLDER
from services.followup.sync.pull import pull
from services.followup.visits.plan_visits import plan_visits
from services.followup.worklists.day_list import day_list, waiting

RUNS = int(os.environ.get("BENCH_RUNS", "5"))
PLANS = 250_000
VILLAGES = [f"3415990{town:02}{village:03}" for town in range(1, 14) for village in range(201, 216)]
_CHUNK = 12_500
_AT_ONCE = 2

_PEOPLE = """
INSERT INTO people (person_id, name, birth_date, facts_revision, division, place_revision, life_revision)
SELECT gen_random_uuid(), '张三', '1990-05-01', 1, ($1::text[])[1 + n % cardinality($1::text[])], 1, 1
  FROM generate_series(1, $2) n
"""
_PLANS = """
INSERT INTO plans (id, person_id, protocol, version, anchor_on, origin, origin_id, state, division, county,
                   place_revision, life_revision, offered_at, revision)
SELECT new_event_id(), person_id, 'after-procedure', 1, $1::date - (random() * 150)::int, 'request', gen_random_uuid(),
       'active', division, '341599', 1, 1, now(), 1 FROM people
"""
_CONSENTS = """
INSERT INTO consents (plan_id, given_by, how, text_version, given_on, recorded_by, recorded_at)
SELECT id, 'self', 'paper', '1', anchor_on, 'bench', now() FROM plans
"""


async def fill(database: Database, plans: int = PLANS) -> list[UUID]:
    """So many people, each with an active plan; the plans' ids."""
    pool = database.pool
    await pool.execute(_PEOPLE, VILLAGES, plans)
    await pool.execute(_PLANS, clock.today())
    await pool.execute(_CONSENTS)
    await pool.execute("ANALYZE")
    return [row["id"] for row in await pool.fetch("SELECT id FROM plans ORDER BY id")]


async def plan(database: Database, plan_ids: Sequence[UUID]) -> float:
    """Seconds to plan everybody's visits, on as many connections as there are cores."""
    protocol = catalogue.catalogue().version("after-procedure", 1)
    chunks = [plan_ids[start : start + _CHUNK] for start in range(0, len(plan_ids), _CHUNK)]

    async def work() -> None:
        while chunks:
            chunk = chunks.pop()
            async with database.transaction() as session:
                await plan_visits(session, protocol, chunk)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    return time.perf_counter() - began


async def _change(database: Database, from_version: int) -> tuple[float, ProtocolChange]:
    """Seconds to carry a decision out, as the sweep does."""
    change = ProtocolChange(
        id=new_id(),
        protocol="after-procedure",
        from_version=from_version,
        to_version=from_version + 1,
        division="341599000000",
        decision="rebase",
        exceptions={},
        decided_by="bench",
        decided_at=clock.now(),
        decided_on=clock.today(),
        state="applying",
    )
    async with database.transaction() as session:
        session.add(change)
    began = time.perf_counter()
    while True:
        async with database.transaction() as session:
            found = await find_changes(session)
        if not found:
            break
        async with database.transaction() as session:
            await apply_change(session, found[0])
    took = time.perf_counter() - began
    async with database.transaction() as session:
        return took, await session.get_one(ProtocolChange, change.id)


def _versions(folder: Path) -> None:
    """Version 1, and for each run another with one window changed."""
    text = (FOLDER / "after-procedure.v1.yaml").read_text(encoding="utf-8")
    for version in range(1, RUNS + 2):
        start, end = date(2020 + version, 1, 1), date(2020 + version, 12, 31)
        changed = text.replace("version: 1\n", f"version: {version}\n", 1).replace(
            "latest: P6M2W", f"latest: P6M{13 + version}D"
        )
        changed = changed.replace("effective_from: 2020-01-01", f"effective_from: {start}\neffective_to: {end}")
        (folder / f"after-procedure.v{version}.yaml").write_text(changed, encoding="utf-8")


async def _p99(database: Database) -> float:
    """Milliseconds of a worker's day list, the slowest of a hundred, over all villages."""
    took = []
    for number in range(400):
        caller = _worker(VILLAGES[number % len(VILLAGES)])
        began = time.perf_counter()
        await day_list(database.pool, caller, clock.today(), caller.subject, None, None, 100)
        await waiting(database.pool, caller, clock.today(), None)
        took.append((time.perf_counter() - began) * 1000)
    return quantiles(took, n=100)[98]


def _worker(village: str) -> Caller:
    return Caller(subject=f"worker-{village}", kind="staff", role="village-worker", division=village)


_WORKERS = """
INSERT INTO workers (subject, division, visits_per_day, active, revision)
SELECT 'worker-' || code, code, 12, true, 1 FROM unnest($1::text[]) code ON CONFLICT DO NOTHING
"""
_DAYS = """
UPDATE visits v SET worker = 'worker-' || v.division, planned_on = $1::date + (ranked.place / 12)::int
  FROM (SELECT id, row_number() OVER (PARTITION BY division ORDER BY due_on, id) - 1 AS place FROM visits
         WHERE state IN ('scheduled', 'due', 'overdue')) ranked
 WHERE ranked.id = v.id AND ranked.place < 300
"""


async def _lists(database: Database) -> tuple[list[float], list[float], list[float]]:
    """p99 of day lists in ms; a sync of 300 visits in ms and in KB."""
    await database.pool.execute(_WORKERS, VILLAGES)
    await database.pool.execute(_DAYS, clock.today())
    lists = [await _p99(database) for _ in range(RUNS)]
    sync_ms, sync_kb = [], []
    for village in VILLAGES[:50]:
        began = time.perf_counter()
        body, _ = await pull(database.pool, _worker(village), 31)
        answer = orjson.dumps(body, default=str)
        sync_ms.append((time.perf_counter() - began) * 1000)
        sync_kb.append(len(answer) / 1000)
        assert len(body["visits"]) == 300, len(body["visits"])
    return lists, sync_ms, sync_kb


@asynccontextmanager
async def _connected(dsn: str) -> AsyncIterator[Database]:
    database = Database(dsn)
    await database.start()
    try:
        yield database
    finally:
        await database.stop()


async def _measure(dsn: str) -> list[Figure]:
    planned, changed = [], []
    async with _connected(dsn) as database:
        plan_ids = await fill(database)
        for _ in range(RUNS):
            await database.pool.execute("DELETE FROM visits")
            await database.pool.execute("DELETE FROM outbox")
            await database.pool.execute("UPDATE plans SET version = 1")
            planned.append(await plan(database, plan_ids))
            visits = await database.pool.fetchval("SELECT count(*) FROM visits")
            assert visits == 4 * PLANS, visits
            took, change = await _change(database, 1)
            assert (change.plans, change.moved, change.added, change.ended) == (PLANS, PLANS, 0, 0), change
            changed.append(took)
        lists, sync_ms, sync_kb = await _lists(database)
    issue = "the project's limit; CHT's rules engine: 3,000 contacts × 4 visits"
    return [
        Figure(
            name="1 M visits planned from 250,000 plans", unit="s", ours=planned, limit=60, source=f"{issue} in 35.6 s"
        ),
        Figure(
            name="one window changed, 250,000 plans re-planned",
            unit="s",
            ours=changed,
            limit=60,
            source=f"{issue} in 19.2 s",
        ),
        Figure(name="a worker's day list, p99 of 400", unit="ms", ours=lists, limit=50, source="the project's limit"),
        Figure(name="sync of 300 open visits", unit="ms", ours=sync_ms, limit=200, source="the project's limit"),
        Figure(name="sync of 300 open visits, size", unit="KB", ours=sync_kb, limit=100, source="the project's limit"),
    ]


def run() -> list[Figure]:
    """Five runs on a database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="huijia-bench-protocols-"))
    before = catalogue.FOLDER
    try:
        _versions(folder)
        catalogue.FOLDER = folder
        catalogue.catalogue.cache_clear()
        with county("followup") as dsn:
            return asyncio.run(_measure(dsn))
    finally:
        catalogue.FOLDER = before
        catalogue.catalogue.cache_clear()
        shutil.rmtree(folder)
