"""Connections that nobody needs any more are closed; those in use, and what is asked afterwards, do not notice."""

import asyncio

import asyncpg
from sqlalchemy import text

from chassis.db import Database as ServiceDatabase
from chassis.spare_sessions import let_spare_sessions_go
from tests.conftest import Database

AT_ONCE = 4
_COUNT = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'huijia_migrants' AND datname = current_database()"


async def _ask_at_once(service: ServiceDatabase) -> list[int]:
    everybody = asyncio.Barrier(AT_ONCE)  # so that each has a connection of its own

    async def one(number: int) -> int:
        async with service.sessions() as session:
            await session.execute(text("SELECT 1"))
            await everybody.wait()
            return int((await session.execute(text(f"SELECT {number}"))).scalar_one())

    return await asyncio.gather(*map(one, range(AT_ONCE)))


async def test_spare_connections_go_and_come_again(database: Database) -> None:
    service, admin = ServiceDatabase(database.dsn("migrants")), await asyncpg.connect(database.admin_dsn())
    trimming = asyncio.create_task(let_spare_sessions_go(service.engine, 0.2))
    await asyncio.sleep(0)
    assert await _ask_at_once(service) == list(range(AT_ONCE))
    async with service.sessions() as held:
        await held.execute(text("SELECT 1"))
        async with asyncio.timeout(60):
            while await admin.fetchval(_COUNT) > 1:
                await asyncio.sleep(0.05)
        assert (await held.execute(text("SELECT 2"))).scalar_one() == 2
    assert await _ask_at_once(service) == list(range(AT_ONCE))
    trimming.cancel()
    await service.stop()
    await admin.close()
