"""C12: what the chassis keeps for a service goes when its period is over, and each removal is proved."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock, dead_letters, idempotency
from chassis.db import Database as Connected
from chassis.retention import cutoff
from tests.conftest import Database

_LETTER = (
    "INSERT INTO dead_letters (consumer, topic, partition, position, event_id, key, type, event, reason, attempts,"
    " state, settled_at) VALUES ('x', 'huijia.registry', 0, $1, gen_random_uuid(), 'k', 't', '{}', 'r', 1, $2, $3)"
)


@pytest.fixture
async def followup(county: Database) -> AsyncIterator[Connected]:
    connected = Connected(county.dsn("followup"))
    await connected.start()
    yield connected
    await connected.stop()


async def proofs(database: Connected) -> list[tuple[Any, ...]]:
    rows = await database.pool.fetch("SELECT action, entry -> 'facts' AS facts FROM audit_log ORDER BY id")
    told = [(row["action"], json.loads(row["facts"])) for row in rows]
    return [(action, facts["record"], facts["removed"]) for action, facts in told]


async def test_answers_kept_for_repeats_go(followup: Connected) -> None:
    limit = cutoff("idempotency-answers")
    for key, at in (("old", limit - timedelta(minutes=1)), ("new", limit + timedelta(minutes=5))):
        insert = "INSERT INTO idempotency (caller, key, fingerprint, created_at) VALUES ('clerk', $1, '', $2)"
        await followup.pool.execute(insert, key, at)
    for _ in range(2):
        async with followup.transaction() as session:
            await idempotency.forget_old(session)
    assert await followup.pool.fetchval("SELECT array_agg(key) FROM idempotency") == ["new"]
    assert await proofs(followup) == [("apply-retention", "idempotency-answers", 1)]


async def test_dead_letters_that_were_dealt_with_go_and_open_ones_stay(followup: Connected) -> None:
    long_ago, lately = clock.now() - timedelta(days=400), clock.now() - timedelta(days=1)
    for position, state, settled in (
        (1, "replayed", long_ago),
        (2, "discarded", long_ago),
        (3, "discarded", lately),
        (4, "open", None),
    ):
        await followup.pool.execute(_LETTER, position, state, settled)
    async with followup.transaction() as session:
        assert await dead_letters.forget_settled(session) == 2
    left = await followup.pool.fetchval("SELECT array_agg(position ORDER BY position) FROM dead_letters")
    assert left == [3, 4]
    assert await proofs(followup) == [("apply-retention", "settled-dead-letters", 2)]
