"""A producer (registry), consumers (followup) and a bus between them, on real servers."""

import asyncio
import os
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from chassis import outbox
from chassis.bus.consume import Consumption
from chassis.bus.embedded import EmbeddedBus
from chassis.bus.interface import Bus
from chassis.bus.pace import Pace
from chassis.bus.relay import Relay
from chassis.bus.schema import create_bus_schema
from chassis.create_tables import create_all
from chassis.db import Database as ServiceDatabase
from tests.conformance.followup import TABLES, TOPIC, Noted, subscriptions
from tests.conftest import ROOT, Database

# Everything that waits waits less than in production, so that the suite is quick.
QUICK = {"fallback": 0.3, "pace": Pace(attempts=3, first=0.01, longest=0.3)}


def make_bus(kind: str, dsn: str, bootstrap: str, prefix: str) -> Bus:
    """The adapter under test, with short heartbeats."""
    if kind == "embedded":
        return EmbeddedBus(dsn, partitions=4, heartbeat=0.2)
    from chassis.bus.kafka import KafkaBus
    from chassis.bus.kafka_access import KafkaAccess

    return KafkaBus(KafkaAccess(bootstrap), partitions=4, prefix=prefix, session_timeout=2.0)


async def lay_foundations(database: Database) -> None:
    """The chassis' tables in both services, and what the suite's consumer writes to."""
    owner = await asyncpg.connect(database.bus_owner_dsn())
    await create_bus_schema(owner)
    await owner.close()
    for service in ("registry", "followup"):
        migrating = ServiceDatabase(database.owner_dsn(service))
        async with migrating.engine.begin() as connection:
            await connection.run_sync(create_all)
        await migrating.stop()
    owner = await asyncpg.connect(database.owner_dsn("followup"))
    await owner.execute(TABLES)
    await owner.close()


@dataclass
class House:
    """What a test works with; everything it starts ends with it."""

    kind: str
    database: Database
    bootstrap: str = ""
    prefix: str = ""
    registry: ServiceDatabase = field(init=False)
    followup: ServiceDatabase = field(init=False)
    buses: list[Bus] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.registry = ServiceDatabase(self.database.dsn("registry"))
        self.followup = ServiceDatabase(self.database.dsn("followup"))

    async def stop(self) -> None:
        for bus in self.buses:
            await bus.stop()
        await self.registry.stop()
        await self.followup.stop()

    def bus(self, service: str = "followup") -> Bus:
        bus = make_bus(self.kind, self.database.dsn(service), self.bootstrap, self.prefix)
        self.buses.append(bus)
        return bus

    def relay(self) -> Relay:
        return Relay(self.bus("registry"), self.registry.url, "registry", **QUICK)  # type: ignore[arg-type]

    def member(self, group: str = "followup", batch: int = 100) -> Consumption:
        return Consumption(self.bus(), subscriptions(group), self.followup.sessions, batch=batch, **QUICK)  # type: ignore[arg-type]

    @asynccontextmanager
    async def running(self, *parts: Relay | Consumption) -> AsyncIterator[None]:
        """Run relays and consumers inside the block."""
        async with tasks(*(part.run() for part in parts)):
            yield

    async def publish(self, *events: Noted) -> None:
        async with self.registry.transaction() as session:
            await outbox.add(session, *events)

    async def publish_many(self, subjects: int, numbers: range) -> None:
        """For each subject one event per number, in the numbers' order, by one statement."""
        fields = {"subject": "'s' || s", "number": "n"}
        rows = f"generate_series({numbers.start}, {numbers.stop - 1}) n, generate_series(1, {subjects}) s ORDER BY n, s"
        pool = await asyncpg.connect(self.registry.url)
        await pool.execute(outbox.insert_select(Noted, fields, rows))
        await pool.close()

    async def effects(self, consumer: str = "followup") -> dict[str, list[int]]:
        """By subject, the numbers in the order in which they were applied."""
        by_subject = defaultdict[str, list[int]](list)
        for row in await self.rows("SELECT subject, number FROM effects WHERE consumer = $1 ORDER BY seq", consumer):
            by_subject[row["subject"]].append(row["number"])
        return dict(by_subject)

    async def count(self, consumer: str = "followup") -> int:
        return int((await self.rows("SELECT count(*) FROM effects WHERE consumer = $1", consumer))[0][0])

    async def letters(self, state: str = "open") -> list[asyncpg.Record]:
        return await self.rows('SELECT * FROM dead_letters WHERE state = $1 ORDER BY "position"', state)

    async def has(self, events: int, consumer: str = "followup") -> bool:
        return await self.count(consumer) >= events

    async def has_letters(self, letters: int) -> bool:
        return len(await self.letters()) == letters

    async def has_published(self, events: int) -> bool:
        extents = await self.bus().extents([TOPIC])
        return sum(extent.end for extent in extents.values()) == events

    async def has_no_replay(self) -> bool:
        return not await self.rows("SELECT 1 FROM replays")

    async def is_drained(self) -> bool:
        return await self.outbox_length() == 0

    async def rows(self, query: str, *arguments: object, service: str = "followup") -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.database.dsn(service))
        try:
            rows: list[asyncpg.Record] = await connection.fetch(query, *arguments)
            return rows
        finally:
            await connection.close()

    async def outbox_length(self) -> int:
        return int((await self.rows("SELECT count(*) FROM outbox", service="registry"))[0][0])

    async def start_process(self, role: str, **environment: str) -> asyncio.subprocess.Process:
        """A relay or consumer in a process of its own (process.py), for tests that kill it."""
        told = {"BUS": self.kind, "DATABASE_URL": self.database.dsn(role), "KAFKA_BOOTSTRAP": self.bootstrap}
        command = (sys.executable, "-m", "tests.conformance.process", role)
        env = os.environ | told | {"PREFIX": self.prefix} | environment
        return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env)


@asynccontextmanager
async def tasks(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run loops inside the block; one that ends by itself fails the test."""
    started = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
        assert not any(task.done() for task in started)
    finally:
        for task in started:
            task.cancel()
        await asyncio.gather(*started, return_exceptions=True)


async def until(condition: Callable[[], Awaitable[object]], seconds: float = 20) -> None:
    """Return once ``condition`` holds; fail the test after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not await condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        await asyncio.sleep(0.05)


def expected(subjects: int, numbers: range) -> dict[str, list[int]]:
    """The effects of ``publish_many``, each once and in order."""
    return {f"s{s}": list(numbers) for s in range(1, subjects + 1)}


__all__ = ["TOPIC", "House", "expected", "make_bus", "tasks", "until"]
