"""The relay beside bare producers: events a second out of the outbox and onto the bus, durable and in order per key.

On Kafka the peers send the same bytes with the same promise (acknowledged by all): aiokafka alone, and Apache's own
``kafka-producer-perf-test``. On the embedded bus the peer is what PostgreSQL can do with the same rows at best: one
statement that moves them from table to table, without partitions, positions or locks. ``BENCH_EVENTS`` sets the events.
"""

import asyncio
import json
import os
import re
import subprocess
import time
from collections.abc import Sequence
from typing import Any

import asyncpg
from aiokafka import AIOKafkaProducer

from bench.broker import broker, lacking
from bench.figures import Figure
from bench.temporary_registry import temporary_registry
from chassis.bus.embedded import EmbeddedBus
from chassis.bus.interface import Bus
from chassis.bus.kafka import KafkaBus
from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.schema import create_bus_schema
from chassis.migrate import ROOT
from chassis.roles import BUS_OWNER

EVENTS = int(os.environ.get("BENCH_EVENTS", "50000"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
_TOPIC, _BARE, _BATCH = "huijia.registry", "huijia.bare", 1000
_FACTS = {
    "name": "王小明",
    "sex": 1,
    "birth_date": "2019-05-01",
    "registered_division": "341599001001",
    "residence_division": "341599001001",
    "living": True,
}
_BODY = json.dumps({"person_id": "0198c5a0-0000-7000-8000-000000000001", "revision": 1, "facts": _FACTS})
_FILL = f"""
INSERT INTO outbox (event_id, topic, key, type, source, time, data)
SELECT new_event_id(), '{_TOPIC}', gen_random_uuid()::text, 'cn.huijia.registry.person-registered.v1', '/registry',
       now(), $1::text::json
FROM generate_series(1, $2::int)
"""
_MOVE = """
WITH moved AS (DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT $1) RETURNING *)
INSERT INTO bare SELECT * FROM moved
"""
_TOOLS = ROOT / "bench" / "kafka_tools" / "pom.xml"
_TOOL_JARS = ROOT / ".run" / "kafka" / "tools"


async def _fill(admin: asyncpg.Connection) -> None:
    await admin.execute(_FILL, _BODY, EVENTS)
    await admin.execute("CHECKPOINT")


async def _drained(bus: Bus, connection: asyncpg.Connection) -> float:
    """Microseconds an event, as the relay moves them."""
    began, after = time.perf_counter(), 0
    while (moved := await bus.forward(connection, after, _BATCH)).rows:
        after = moved.last_id
    return (time.perf_counter() - began) / EVENTS * 1e6


async def _moved(connection: asyncpg.Connection) -> float:
    began = time.perf_counter()
    while not (await connection.execute(_MOVE, _BATCH)).endswith(" 0"):
        continue
    return (time.perf_counter() - began) / EVENTS * 1e6


async def _produced(bootstrap: str) -> float:
    """Microseconds an event of aiokafka alone, with the same batches and promises."""
    value = _BODY.encode()
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, linger_ms=5, max_batch_size=900_000
    )
    await producer.start()
    try:
        began = time.perf_counter()
        for start in range(0, EVENTS, _BATCH):
            sent: Sequence[Any] = [
                await producer.send(_BARE, value, key=str(number).encode()) for number in range(start, start + _BATCH)
            ]
            await asyncio.gather(*sent)
        return (time.perf_counter() - began) / EVENTS * 1e6
    finally:
        await producer.stop()


def _perf_test(bootstrap: str) -> float:
    """Microseconds an event, as Apache's own tool reports it."""
    argv = ["java", "-cp", f"{_TOOL_JARS}/*", "org.apache.kafka.tools.ProducerPerformance", "--topic", _BARE]
    argv += ["--num-records", str(EVENTS), "--record-size", str(len(_BODY.encode())), "--throughput", "-1"]
    argv += ["--producer-props", f"bootstrap.servers={bootstrap}", "acks=all"]
    told = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    rates = re.findall(r"([\d.]+) records/sec", told)
    return 1e6 / float(rates[-1])


def _fetch_tools() -> None:
    if not (_TOOL_JARS / ".fetched").exists():
        argv = ["mvn", "-q", "-B", "-f", str(_TOOLS), "dependency:copy-dependencies", "-DincludeScope=runtime"]
        subprocess.run([*argv, f"-DoutputDirectory={_TOOL_JARS}"], check=True)
        (_TOOL_JARS / ".fetched").touch()


async def _embedded(dsn: str, admin_dsn: str) -> tuple[list[float], list[float]]:
    await _prepare_bus(admin_dsn)
    bus = EmbeddedBus(dsn)
    await bus.ensure_topics([_TOPIC])
    service, admin = await asyncpg.connect(dsn), await asyncpg.connect(admin_dsn)
    await admin.execute("SET search_path = registry; CREATE TABLE bare (LIKE outbox)")
    ours, bare = [], []
    for _ in range(RUNS):
        await _fill(admin)
        ours.append(await _drained(bus, service))
        await _fill(admin)
        bare.append(await _moved(admin))
    await service.close()
    await admin.close()
    return ours, bare


async def _prepare_bus(admin_dsn: str) -> None:
    admin = await asyncpg.connect(admin_dsn)
    await admin.execute(f"SET SESSION AUTHORIZATION {BUS_OWNER}")
    await create_bus_schema(admin)
    await admin.close()


async def _kafka(dsn: str, admin_dsn: str, bootstrap: str) -> tuple[list[float], list[float], list[float]]:
    bus = KafkaBus(KafkaAccess(bootstrap))
    await bus.ensure_topics([_TOPIC, _BARE])
    service, admin = await asyncpg.connect(dsn), await asyncpg.connect(admin_dsn)
    await admin.execute("SET search_path = registry")
    ours, bare, tool = [], [], []
    for _ in range(RUNS):
        await _fill(admin)
        ours.append(await _drained(bus, service))
        bare.append(await _produced(bootstrap))
        tool.append(await asyncio.to_thread(_perf_test, bootstrap))
    await bus.stop()
    await service.close()
    await admin.close()
    return ours, bare, tool


def run() -> list[Figure]:
    """Microseconds an event; the limit of 60 % of a producer's rate is 1/0.6 of its time."""
    source, most = "issue 11: at least 60 % of the bare producer's rate", 1 / 0.6
    with temporary_registry() as place:
        ours, bare = asyncio.run(_embedded(place.dsn, place.admin_dsn))
        peer = "bare move between two tables"
        name = "outbox to the embedded bus, an event"
        figures = [Figure(name=name, unit="µs", ours=ours, peer=bare, peer_name=peer, limit=4, source="our own")]
        if missing := lacking():
            print(f"     not measured: {missing}", flush=True)
            return figures
        _fetch_tools()
        with broker() as bootstrap:
            ours, bare, tool = asyncio.run(_kafka(place.dsn, place.admin_dsn, bootstrap))
    name = "outbox to Kafka, an event"
    for peer, theirs in (("aiokafka alone", bare), ("kafka-producer-perf-test", tool)):
        limit = most if theirs is bare else most * 10
        figures.append(Figure(name=name, unit="µs", ours=ours, peer=theirs, peer_name=peer, limit=limit, source=source))
    return figures
