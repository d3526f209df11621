"""How long an event takes from its commit to its applied effect, in a whole county with every consumer at work.

Registrations are committed at 500 a second, five in a transaction. PostgreSQL notes when each transaction was
committed; an event counts from before its commit was sent until the last consumer had committed its effect.
``BENCH_DELIVERY_SECONDS`` is how long each run lasts (10).
"""

import asyncio
import os
import time
from datetime import date
from uuid import UUID

import asyncpg

from bench.broker import lacking
from bench.figures import Figure
from bench.looking_up import percentile
from bench.running_county import RunningCounty, running_county
from chassis.cloudevents import CloudEvent, to_cloudevent
from chassis.identifiers import new_id
from contracts.registry import PersonFacts, PersonRegistered

RATE, TOGETHER = 500, 5
SECONDS = int(os.environ.get("BENCH_DELIVERY_SECONDS", "10"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
_LIMITS = {"embedded": 250, "kafka": 500}
_CONSUMERS = ("followup", "incentives", "migrants")
_VILLAGE = "341599001001"
_PATIENCE = 60
_INSERT = """
INSERT INTO outbox (event_id, topic, key, type, source, time, data)
VALUES ($1, $2, $3, $4, $5, $6, CAST($7::text AS json))
"""
_APPLIED = """
SELECT event_id, pg_xact_commit_timestamp(xmin) AS at FROM {service}.inbox WHERE event_id = ANY ($1::uuid[])
"""


def _event() -> CloudEvent:
    facts = PersonFacts(
        name="王小明", sex=1, birth_date=date(1980, 5, 1), registered_division=_VILLAGE, residence_division=_VILLAGE
    )
    return to_cloudevent(PersonRegistered(person_id=new_id(), revision=1, facts=facts))


async def _commit(pool: asyncpg.Pool, begun: dict[UUID, float]) -> None:
    events = [_event() for _ in range(TOGETHER)]
    rows = [(UUID(e.id), e.topic, e.subject, e.type, e.source, e.time, e.data.decode()) for e in events]
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.executemany(_INSERT, rows)
        now = time.time()
        await transaction.commit()
    begun.update({row[0]: now for row in rows})


async def _one_run(county: RunningCounty, seconds: int) -> float:
    """p99 in ms."""
    begun: dict[UUID, float] = {}
    async with asyncpg.create_pool(county.dsn("registry"), min_size=4, max_size=8) as pool:
        tasks, start = [], time.perf_counter()
        for number in range(seconds * RATE // TOGETHER):
            await asyncio.sleep(max(0.0, start + number * TOGETHER / RATE - time.perf_counter()))
            tasks.append(asyncio.create_task(_commit(pool, begun)))
        await asyncio.gather(*tasks)
    applied = await _applied(county, list(begun))
    return percentile([(applied[event] - began) * 1000 for event, began in begun.items()], 0.99)


async def _applied(county: RunningCounty, events: list[UUID]) -> dict[UUID, float]:
    """When the last consumer had committed each event's effect."""
    admin = await asyncpg.connect(county.admin_dsn)
    latest: dict[UUID, float] = {}
    try:
        for service in _CONSUMERS:
            rows = await _all_rows(admin, _APPLIED.format(service=service), events)
            for row in rows:
                latest[row["event_id"]] = max(latest.get(row["event_id"], 0.0), row["at"].timestamp())
    finally:
        await admin.close()
    return latest


async def _all_rows(admin: asyncpg.Connection, query: str, events: list[UUID]) -> list[asyncpg.Record]:
    until = time.monotonic() + _PATIENCE
    while len(rows := await admin.fetch(query, events)) < len(events):
        if time.monotonic() > until:
            raise RuntimeError(f"{len(events) - len(rows)} events were not applied within {_PATIENCE} s")
        await asyncio.sleep(0.2)
    return list(rows)


async def _note_commit_times(county: RunningCounty) -> None:
    admin = await asyncpg.connect(county.admin_dsn)
    await admin.execute("ALTER SYSTEM SET track_commit_timestamp = on")
    await admin.close()


async def _runs(county: RunningCounty) -> list[float]:
    await _one_run(county, 2)  # everything connected and compiled
    return [await _one_run(county, SECONDS) for _ in range(RUNS)]


def run() -> list[Figure]:
    """p99 on both buses; Kafka where it can run."""
    figures = []
    for bus, limit in _LIMITS.items():
        if bus == "kafka" and (missing := lacking()):
            print(f"     not measured: {missing}", flush=True)
            continue
        with running_county(bus) as county:
            asyncio.run(_note_commit_times(county))
            county.local("down")
            county.local("up", DEMO="0")
            took = asyncio.run(_runs(county))
        name = f"commit to applied effect at {RATE} events/s, {len(_CONSUMERS)} consumers, {bus} bus, p99"
        figures.append(Figure(name=name, unit="ms", ours=took, limit=limit, source="issue 11"))
    return figures
