"""Verifies the access log while the house runs: what an auditor asks for with one click."""

import asyncio

import asyncpg

from chassis.keys import load_public_keys
from gateway.access_log.verify import Verified, verify_log
from gateway.settings import GatewaySettings

# It reads the whole log: one after the other, however many ask.
_TURN = asyncio.Lock()


async def verify_now(settings: GatewaySettings) -> Verified:
    """What was looked at, and every fault. It computes for a while, so it has a thread and an event loop of its own."""
    async with _TURN:
        return await asyncio.to_thread(asyncio.run, _verify(settings))


async def _verify(settings: GatewaySettings) -> Verified:
    connection = await asyncpg.connect(settings.database_url)
    try:
        return await verify_log(connection, settings.home, load_public_keys(settings.keys_folder))
    finally:
        await connection.close()
