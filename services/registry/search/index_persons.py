"""The background loop that keeps the search up to date: reads whom the queue names, at most half a second later."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import asyncpg
import structlog
from fastapi import FastAPI

from chassis.sealing import SealBroken, Sealer
from services.registry.persons.tables import PHONE
from services.registry.search.phones import phone_indexes
from services.registry.search.tokens import address_tokens, name_tokens

log = structlog.get_logger()

_PAUSE, _PAUSE_AFTER_FAULT = 0.4, 2.0
# Small enough that other requests of this process wait for no more than some milliseconds.
_PACKETS_AT_ONCE = 2

_TAKE = """
DELETE FROM search_pending WHERE id IN
    (SELECT id FROM search_pending ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING ids
"""
_NEW_NAMES = """
SELECT DISTINCT p.name FROM persons p WHERE p.id = ANY ($1::uuid[])
AND NOT EXISTS (SELECT FROM search_names n WHERE n.name = p.name)
"""
_NEW_ADDRESSES = """
SELECT DISTINCT p.residence_address FROM persons p WHERE p.id = ANY ($1::uuid[]) AND p.residence_address IS NOT NULL
AND NOT EXISTS (SELECT FROM search_addresses a WHERE a.address = p.residence_address)
"""
_KEEP_NAMES = """
INSERT INTO search_names SELECT each, tokens::integer[] FROM unnest($1::text[], $2::text[]) new (each, tokens)
ON CONFLICT DO NOTHING
"""
_KEEP_ADDRESSES = _KEEP_NAMES.replace("search_names", "search_addresses")
# What was entered goes from the index's list of pending entries to its place before anybody can ask for it: many at
# once take a third of the time that one by one do, and no search has the list to read.
_SETTLE = "SELECT settle_search_index()"
_PHONES = "SELECT id, phone_sealed FROM persons WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE"
_FORGET_PHONES = "DELETE FROM search_phones WHERE person_id = ANY ($1::uuid[])"
_KEEP_PHONES = """
INSERT INTO search_phones SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[])
ON CONFLICT (person_id) DO UPDATE SET number_index = excluded.number_index, ending_index = excluded.ending_index
"""


async def index_persons(app: FastAPI) -> None:
    """Run until cancelled. Several processes may: each takes packets of its own."""
    pool, sealer = app.state.database.pool, app.state.sealer
    while True:
        try:
            if await index_some(pool, sealer):
                await catch_up(pool, sealer)
            await asyncio.sleep(_PAUSE)
        except* (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as errors:
            log.error("search_index_interrupted", error=type(errors.exceptions[0]).__name__)
            await asyncio.sleep(_PAUSE_AFTER_FAULT)


async def catch_up(pool: asyncpg.Pool, sealer: Sealer) -> None:
    """After a large import: while the database enters the tokens of some, those of the next are made."""
    while True:
        async with asyncio.TaskGroup() as both:
            begun = [both.create_task(index_some(pool, sealer)) for _ in range(2)]
        if not any(task.result() for task in begun):
            return


async def index_some(pool: asyncpg.Pool, sealer: Sealer) -> int:
    """Read some packets of the queue, in one transaction; how many persons that were."""
    async with pool.acquire() as connection, connection.transaction():
        packets = await connection.fetch(_TAKE, _PACKETS_AT_ONCE)
        ids = sorted({person_id for packet in packets for person_id in packet["ids"]})
        if ids:
            new = await _keep(connection, _NEW_NAMES, _KEEP_NAMES, ids, name_tokens)
            new += await _keep(connection, _NEW_ADDRESSES, _KEEP_ADDRESSES, ids, address_tokens)
            if new:
                await connection.execute(_SETTLE)
            await _keep_phones(connection, sealer, ids)
    return len(ids)


async def _keep(
    connection: asyncpg.Connection, new: str, keep: str, ids: Sequence[Any], tokens: Callable[[str], list[int]]
) -> int:
    # In order, so that two processes that meet the same new name wait for each other instead of deadlocking.
    texts = sorted(row[0] for row in await connection.fetch(new, ids))
    if texts:
        arrays = await asyncio.to_thread(lambda: [f"{{{','.join(map(str, tokens(each)))}}}" for each in texts])
        await connection.execute(keep, texts, arrays)
    return len(texts)


async def _keep_phones(connection: asyncpg.Connection, sealer: Sealer, ids: Sequence[Any]) -> None:
    rows = await connection.fetch(_PHONES, ids)
    await connection.execute(_FORGET_PHONES, ids)
    found = await asyncio.to_thread(lambda: [_phone(row, sealer) for row in rows if row["phone_sealed"]])
    kept = [each for each in found if each is not None]
    if kept:
        await connection.execute(_KEEP_PHONES, *map(list, zip(*kept, strict=True)))


def _phone(row: asyncpg.Record, sealer: Sealer) -> tuple[Any, bytes, bytes] | None:
    try:
        return row["id"], *phone_indexes(sealer, sealer.open(row["phone_sealed"], PHONE))
    except SealBroken:
        log.error("phone_seal_broken", person_id=str(row["id"]))
        return None
