"""The relay is woken by every commit, whichever way that meets its falling asleep; it needs no polling for it."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from chassis.bus.embedded import EmbeddedBus
from chassis.bus.relay import Relay
from chassis.bus.schema import create_bus_schema
from chassis.create_tables import create_all
from chassis.db import Database as ServiceDatabase
from tests.conftest import Database

# So long that no test would pass by falling back on it.
_NEVER = 300.0
_WRITE = """
INSERT INTO outbox (topic, key, type, source, data)
VALUES ('huijia.registry', 'k', 'cn.huijia.registry.test-relayed.v1', '/registry', '{}')
"""


@pytest.fixture
async def registry(database: Database) -> AsyncIterator[Database]:
    """The registry's schema and the bus."""
    owner = await asyncpg.connect(database.bus_owner_dsn())
    await create_bus_schema(owner)
    await owner.close()
    migrating = ServiceDatabase(database.owner_dsn("registry"))
    async with migrating.engine.begin() as connection:
        await connection.run_sync(create_all)
    await migrating.stop()
    yield database


@asynccontextmanager
async def _relaying(database: Database) -> AsyncIterator[None]:
    dsn = database.dsn("registry")
    task = asyncio.create_task(Relay(EmbeddedBus(dsn, partitions=2), dsn, "registry", fallback=_NEVER).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _drained(connection: asyncpg.Connection, seconds: float = 5) -> None:
    until = time.monotonic() + seconds
    while await connection.fetchval("SELECT count(*) FROM outbox"):
        assert time.monotonic() < until, "a committed row was not noticed"
        await asyncio.sleep(0.01)


async def test_no_commit_goes_unnoticed(registry: Database) -> None:
    """Transactions of random length, at random distances around the time the relay takes to fall asleep."""
    writers = [await asyncpg.connect(registry.dsn("registry")) for _ in range(3)]

    async def write(connection: asyncpg.Connection) -> None:
        await asyncio.sleep(random.random() / 20)
        async with connection.transaction():
            await connection.execute(_WRITE)
            await asyncio.sleep(random.random() / 20)

    async with _relaying(registry):
        for _ in range(40):
            await asyncio.gather(*(write(writer) for writer in writers))
            await _drained(writers[0])
    for writer in writers:
        await writer.close()


async def test_a_transaction_that_was_open_while_others_came_and_went_is_noticed(registry: Database) -> None:
    long, short = [await asyncpg.connect(registry.dsn("registry")) for _ in range(2)]
    async with _relaying(registry):
        transaction = long.transaction()
        await transaction.start()
        await long.execute(_WRITE)
        for _ in range(3):
            await short.execute(_WRITE)
            await _drained(short)
            await asyncio.sleep(0.1)
        await transaction.commit()
        await _drained(short)
    await long.close()
    await short.close()


async def test_an_idle_relay_asks_nothing(registry: Database) -> None:
    watcher = await asyncpg.connect(registry.dsn("registry"))
    last = (
        "SELECT max(query_start) FROM pg_stat_activity "
        "WHERE application_name = 'huijia-relay registry' AND datname = current_database()"
    )
    async with _relaying(registry):
        await watcher.execute(_WRITE)
        await _drained(watcher)
        await asyncio.sleep(0.5)
        before = await watcher.fetchval(last)
        await asyncio.sleep(1)
        assert before is not None and await watcher.fetchval(last) == before
    await watcher.close()
