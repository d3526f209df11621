"""The loop that hands messages over while the service runs; one process of an installation at a time."""

import asyncio

import aiohttp
import asyncpg
import structlog
from fastapi import FastAPI

from chassis.db import Database
from services.migrants.exchange.deliver_messages import deliver_to, peers_due
from services.migrants.exchange.reach_peer import ByHttp, Reach

log = structlog.get_logger()
_EVERY = 1.0
_LOCK = "SELECT pg_try_advisory_lock(hashtext(current_schema()), hashtext('exchange-delivery'))"


async def keep_delivering(app: FastAPI) -> None:
    """Until cancelled. A database that is away is waited for."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False) as client:
        while True:
            try:
                await _while_ours(app.state.database, ByHttp(client))
            except Exception as error:  # whatever it was, what waits is tried again
                log.error("delivery_failed", error=type(error).__name__)
            await asyncio.sleep(_EVERY)


async def _while_ours(database: Database, reach: Reach) -> None:
    # The lock belongs to the connection: a process that is killed gives it up at once.
    connection = await asyncpg.connect(database.url)
    at_work: dict[str, asyncio.Task[int]] = {}
    try:
        while await connection.fetchval(_LOCK):
            for peer in await peers_due(database):
                # Each peer by itself: one that answers slowly holds up nobody else.
                if peer not in at_work or _is_over(at_work[peer]):
                    at_work[peer] = asyncio.create_task(deliver_to(database, peer, reach))
            await asyncio.sleep(_EVERY)
    finally:
        for task in at_work.values():
            task.cancel()
        await asyncio.gather(*at_work.values(), return_exceptions=True)
        await connection.close(timeout=2)


def _is_over(task: asyncio.Task[int]) -> bool:
    if not task.done():
        return False
    error = task.exception()
    if error is not None:
        log.error("delivery_failed", error=type(error).__name__)
    return True
