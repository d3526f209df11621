"""The background loop of the meetings: reads extracts that wait, and compares registers when a meeting asks for it.

One process at a time does this work: it holds an advisory lock on a connection of its own. What it finds begun was
left by one that died, and is begun again; nothing of it was committed.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog
from fastapi import FastAPI

from chassis import clock
from chassis.db import Database
from services.registry.imports.reading.refusals import FileRefused
from services.registry.reconciliation.matching.match_session import fail_matching, match_session
from services.registry.reconciliation.piped_process import ProcessDied
from services.registry.reconciliation.sessions.move_session import CHANNEL
from services.registry.reconciliation.submissions.receive_submission import LEFT_ALONE, extract_path, limits
from services.registry.reconciliation.submissions.stage_submission import AttemptLost, stage_submission

log = structlog.get_logger()

_LOCK = 0x6D656574  # "meet"
_PAUSE_AFTER_FAULT = 2.0

_REQUEUE = "UPDATE submissions SET state = 'queued' WHERE state = 'reading'"
AT_ONCE = 2
"""Extracts that are read side by side, each in a process of its own."""
# Of two extracts of one kind the later replaces the earlier: so they are read one after the other.
_CLAIM = """
UPDATE submissions SET state = 'reading', attempts = attempts + 1
WHERE id = (SELECT q.id FROM submissions q WHERE q.state = 'queued' AND NOT EXISTS (
                SELECT FROM submissions r
                WHERE r.state = 'reading' AND r.session_id = q.session_id AND r.kind = q.kind)
            ORDER BY q.submitted_at, q.id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, attempts
"""
_AGAIN = "UPDATE submissions SET state = 'queued' WHERE id = $1 AND state = 'reading'"
_REFUSE = "UPDATE submissions SET state = 'refused', finished_at = $2, problem = $3 WHERE id = $1 AND state = 'reading'"
_TO_MATCH = """
UPDATE reconciliation_sessions SET attempts = attempts + 1
WHERE id = (SELECT id FROM reconciliation_sessions WHERE state = 'matching' ORDER BY period LIMIT 1
            FOR UPDATE SKIP LOCKED) RETURNING id, attempts
"""
_GAVE_UP = {
    "slug": "submission-gave-up",
    "reason": "gave_up",
    "detail_zh": "多次尝试均未读完，没有保存任何内容。请稍后重新上传。",
    "detail_en": "Given up after several attempts; nothing was kept. Upload it again later.",
}


@dataclass(frozen=True)
class Workplace:
    """What the work needs of the process."""

    database: Database
    keys_folder: Path
    home: Path


async def work_off_reconciliation(app: FastAPI) -> None:
    """Run until cancelled; whatever fails is logged, and tried again after a pause."""
    settings = app.state.settings
    place = Workplace(app.state.database, settings.keys_folder, settings.home)
    while True:
        try:
            await _hold_and_work(place)
        except Exception as error:  # the database may be away for a while
            log.error("reconciliation_interrupted", error=type(error).__name__)
        await asyncio.sleep(_PAUSE_AFTER_FAULT)


async def _hold_and_work(place: Workplace) -> None:
    connection = await asyncpg.connect(place.database.url)
    woken = asyncio.Event()
    try:
        connection.add_termination_listener(lambda _: woken.set())
        await connection.add_listener(CHANNEL, lambda *_: woken.set())
        await connection.execute("SELECT pg_advisory_lock($1, hashtext(current_schema()))", _LOCK, timeout=None)
        await connection.execute(_REQUEUE)
        await clear_extracts(place)
        while not connection.is_closed():
            woken.clear()
            await work_off_queue(place)
            await woken.wait()
    finally:
        await connection.close(timeout=5)


async def work_off_queue(place: Workplace) -> int:
    """Carry out whatever waits now; how many extracts and comparisons were begun."""
    claiming = asyncio.Lock()
    begun = sum(await asyncio.gather(*(_read_extracts(place, claiming) for _ in range(AT_ONCE))))
    while (claimed := await place.database.pool.fetchrow(_TO_MATCH)) is not None:
        begun += 1
        await _match(place, claimed["id"], claimed["attempts"])
    return begun


async def _read_extracts(place: Workplace, claiming: asyncio.Lock) -> int:
    begun = 0
    while True:
        async with claiming:
            claimed = await place.database.pool.fetchrow(_CLAIM)
        if claimed is None:
            return begun
        begun += 1
        await _read(place, claimed["id"], claimed["attempts"])


async def _read(place: Workplace, submission_id: UUID, attempts: int) -> None:
    path, pool = extract_path(place.home, submission_id), place.database.pool
    try:
        await stage_submission(place.database, place.keys_folder, path, submission_id)
    except FileRefused as refusal:
        await _refuse(pool, submission_id, refusal.as_dict())
    except AttemptLost:
        return
    except (ProcessDied, asyncpg.PostgresError, OSError) as error:
        log.warning("submission_attempt_failed", submission=str(submission_id), error=type(error).__name__)
        if attempts < limits().most_attempts:
            await pool.execute(_AGAIN, submission_id)
            return
        await _refuse(pool, submission_id, _GAVE_UP)
    # The file holds numbers in clear: it goes as soon as it is not needed (C12).
    path.unlink(missing_ok=True)


async def _refuse(pool: Any, submission_id: UUID, problem: dict[str, Any]) -> None:
    await pool.execute(_REFUSE, submission_id, clock.now(), msgspec.json.encode(problem).decode())


async def _match(place: Workplace, session_id: UUID, attempts: int) -> None:
    try:
        await match_session(place.database, place.keys_folder, session_id)
    except (ProcessDied, asyncpg.PostgresError, OSError) as error:
        log.warning("matching_attempt_failed", session=str(session_id), error=type(error).__name__)
        if attempts >= limits().most_attempts:
            async with place.database.transaction() as session:
                await fail_matching(session, session_id)


async def clear_extracts(place: Workplace) -> None:
    """Remove files that no waiting extract needs: their request failed after they were received. Fresh ones stay."""
    rows = await place.database.pool.fetch("SELECT id FROM submissions WHERE state IN ('queued', 'reading')")
    needed = {str(row["id"]) for row in rows}
    before = time.time() - LEFT_ALONE.total_seconds()
    for path in sorted((place.home / "extracts").glob("*")):
        if path.name not in needed and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
