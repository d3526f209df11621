"""The background loop that works off queued imports, and undos that were asked for, one after the other.

One process at a time does this work: it holds an advisory lock on a connection of its own, and the next process
waits for the lock without asking again and again. What the holder finds ``running`` was left by one that died; its
transaction has gone with it, so the import is simply queued again.
"""

import asyncio
from pathlib import Path
from uuid import UUID

import asyncpg
import structlog
from fastapi import FastAPI

from chassis import clock
from chassis.db import Database
from chassis.settings import Settings
from services.registry.imports.carry_out_import import AttemptLost, Job, Workshop, carry_out_import
from services.registry.imports.carry_out_undo import carry_out_undo, give_up_undo
from services.registry.imports.clear_uploads import clear_uploads
from services.registry.imports.readers import PreparationDied
from services.registry.imports.reading.refusals import FileRefused
from services.registry.imports.start_import import CHANNEL, upload_path
from services.registry.imports.tables import Import

log = structlog.get_logger()

_LOCK = 0x696D706F  # "impo"
_MOST_ATTEMPTS = 3
_PAUSE_AFTER_FAULT = 2.0

_REQUEUE = """
UPDATE imports SET state = CASE WHEN undoer IS NULL THEN 'queued' ELSE 'running' END,
    phase = CASE WHEN undoer IS NULL THEN 'waiting' ELSE 'undo-waiting' END
WHERE state = 'running'
"""
_CLAIM = """
UPDATE imports SET state = 'running', attempts = attempts + 1,
    phase = CASE WHEN undoer IS NULL THEN 'reading' ELSE 'undoing' END,
    rows_read = CASE WHEN undoer IS NULL THEN 0 ELSE rows_read END,
    started_at = CASE WHEN undoer IS NULL THEN $1 ELSE started_at END
WHERE id = (SELECT id FROM imports WHERE state = 'queued' OR (state = 'running' AND phase = 'undo-waiting')
            ORDER BY undoer IS NULL, uploaded_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
_AGAIN = f"{_REQUEUE} AND id = $1"


async def work_off_imports(app: FastAPI) -> None:
    """Run until cancelled; whatever fails is logged, and tried again after a pause."""
    settings: Settings = app.state.settings
    workshop = Workshop(app.state.database, app.state.sealer, settings.keys_folder)
    while True:
        try:
            await _hold_and_work(workshop, settings.home)
        except Exception as error:  # the database may be away for a while
            log.error("imports_interrupted", error=type(error).__name__)
        await asyncio.sleep(_PAUSE_AFTER_FAULT)


async def _hold_and_work(workshop: Workshop, home: Path) -> None:
    connection = await asyncpg.connect(workshop.database.url)
    woken = asyncio.Event()
    try:
        connection.add_termination_listener(lambda _: woken.set())
        await connection.add_listener(CHANNEL, lambda *_: woken.set())
        await connection.execute("SELECT pg_advisory_lock($1, hashtext(current_schema()))", _LOCK, timeout=None)
        await connection.execute(_REQUEUE)
        await clear_uploads(workshop.database, home)
        while not connection.is_closed():
            woken.clear()
            await work_off_queue(workshop, home)
            await woken.wait()
    finally:
        await connection.close(timeout=5)


async def work_off_queue(workshop: Workshop, home: Path) -> int:
    """Carry out whatever is queued now; how many imports were begun."""
    begun = 0
    while (job := await _claim(workshop.database, home)) is not None:
        begun += 1
        await _carry_out(workshop, job)
    return begun


async def _claim(database: Database, home: Path) -> Job | None:
    import_id = await database.pool.fetchval(_CLAIM, clock.now())
    if import_id is None:
        return None
    async with database.transaction() as session:
        row = await session.get_one(Import, import_id)
    return Job(row, upload_path(home, import_id))


async def _carry_out(workshop: Workshop, job: Job) -> None:
    database = workshop.database
    try:
        await _attempt(workshop, job)
    except FileRefused as refusal:
        await _end(database, job, refusal)
    except AttemptLost:
        log.warning("import_attempt_lost", import_id=str(job.import_id))
        return
    except (PreparationDied, asyncpg.PostgresError, OSError) as error:
        # A concurrent registration of the same person, a deadlock, a killed reader: the next attempt sees it anew.
        log.warning("import_attempt_failed", import_id=str(job.import_id), error=type(error).__name__)
        if job.row.attempts < _MOST_ATTEMPTS:
            await database.pool.execute(_AGAIN, job.import_id)
            return
        await _end(database, job, _undo_gave_up() if job.row.undoer else _gave_up())
    # The file holds citizen numbers in clear: it goes as soon as it is not needed (C12).
    job.path.unlink(missing_ok=True)


async def _attempt(workshop: Workshop, job: Job) -> None:
    if job.row.undoer is None:
        await carry_out_import(workshop, job)
    else:
        await carry_out_undo(workshop.database, job.import_id, job.row.attempts)


async def _end(database: Database, job: Job, refusal: FileRefused) -> None:
    if job.row.undoer is None:
        await _fail(database, job.import_id, refusal)
    else:
        await give_up_undo(database, job.import_id, refusal)


def _undo_gave_up() -> FileRefused:
    return FileRefused(
        "import-undo-gave-up",
        "undo_gave_up",
        f"尝试 {_MOST_ATTEMPTS} 次均未撤销，数据仍同导入后一样。请稍后再撤销；仍不成功请联系管理员。",
        f"Not undone after {_MOST_ATTEMPTS} attempts; everything stands as imported. Undo it again later.",
    )


def _gave_up() -> FileRefused:
    return FileRefused(
        "import-gave-up",
        "gave_up",
        f"尝试 {_MOST_ATTEMPTS} 次均未完成，没有写入任何数据。请稍后重新上传；仍不成功请联系管理员。",
        f"Given up after {_MOST_ATTEMPTS} attempts; nothing was written. Upload it again later.",
    )


async def _fail(database: Database, import_id: UUID, refusal: FileRefused) -> None:
    async with database.transaction() as session:
        row = await session.get_one(Import, import_id, with_for_update=True)
        if row.state == "running":
            row.state, row.phase, row.problem = "failed", "done", refusal.as_dict()
            row.finished_at, row.rows_read = clock.now(), 0
