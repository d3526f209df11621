"""The background loop that carries out searches for duplicates: those asked for, and one by itself every week.

One process at a time does this work: it holds an advisory lock while it does. What it finds ``running`` was left by
one that died, and is begun again.
"""

import asyncio
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import structlog
import yaml
from fastapi import FastAPI

from chassis import clock
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.duplicates.scan_register import SearchDied, scan_register

log = structlog.get_logger()

_LOCK = 0x6475706C  # "dupl"
_PAUSE = 5.0

_REQUEUE = "UPDATE duplicate_scans SET state = 'queued', phase = 'waiting' WHERE state = 'running'"
_SCHEDULE = """
INSERT INTO duplicate_scans (id, state, requested_by, requested_at)
SELECT $1::uuid, 'queued', 'schedule', $2::timestamptz WHERE EXISTS (SELECT FROM persons WHERE id < $3::uuid)
AND NOT EXISTS (SELECT FROM duplicate_scans WHERE requested_at > $4::timestamptz)
"""
_CLAIM = """
UPDATE duplicate_scans SET state = 'running', attempts = attempts + 1, started_at = $1
WHERE id = (SELECT id FROM duplicate_scans WHERE state = 'queued' ORDER BY requested_at, id LIMIT 1
            FOR UPDATE SKIP LOCKED)
RETURNING id, attempts
"""
_AGAIN = "UPDATE duplicate_scans SET state = $2, phase = $3, finished_at = $4 WHERE id = $1 AND state = 'running'"


@cache
def _rules() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("scanning.yaml").read_text("utf-8"))


async def work_off_scans(app: FastAPI) -> None:
    """Run until cancelled; whatever fails is logged, and tried again after a pause."""
    while True:
        try:
            await hold_and_work(app.state.database, app.state.sealer)
        except Exception as error:  # the database may be away for a while
            log.error("scans_interrupted", error=type(error).__name__)
        await asyncio.sleep(_PAUSE)


async def hold_and_work(database: Database, sealer: Sealer) -> None:
    """Where no other process does this work: begin again what one that died left, and carry out what is due."""
    connection = await asyncpg.connect(database.url)
    try:
        if await connection.fetchval("SELECT pg_try_advisory_lock($1, hashtext(current_schema()))", _LOCK):
            await connection.execute(_REQUEUE)
            await _schedule(connection)
            await work_off_queue(database, sealer)
    finally:
        await connection.close(timeout=5)


async def _schedule(connection: asyncpg.Connection) -> None:
    now, rules = clock.now(), _rules()
    settled = _first_id_of(now - timedelta(days=rules["settled_days"]))
    await connection.execute(_SCHEDULE, new_id(), now, settled, now - timedelta(days=rules["every_days"]))


def _first_id_of(instant: datetime) -> UUID:
    """No UUIDv7 made before ``instant`` is higher (RFC 9562: 48 bits of milliseconds come first)."""
    return UUID(int=int(instant.timestamp() * 1000) << 80)


async def work_off_queue(database: Database, sealer: Sealer) -> int:
    """Carry out whatever is queued now; how many searches were begun."""
    begun = 0
    while (claimed := await database.pool.fetchrow(_CLAIM, clock.now())) is not None:
        begun += 1
        try:
            await scan_register(database, sealer, claimed["id"])
        except (SearchDied, asyncpg.PostgresError, OSError) as error:
            log.warning("scan_failed", scan=str(claimed["id"]), error=type(error).__name__)
            more = claimed["attempts"] < _rules()["most_attempts"]
            after = ("queued", "waiting", None) if more else ("failed", "done", clock.now())
            await database.pool.execute(_AGAIN, claimed["id"], *after)
    return begun
