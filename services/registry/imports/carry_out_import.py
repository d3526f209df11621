"""Carry out one import: the whole file in one transaction, all of its valid rows or nothing."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import Database, driver
from chassis.sealing import Sealer
from services.registry.imports.act import Act
from services.registry.imports.compare_phones import compare_phones
from services.registry.imports.contents import count_contents
from services.registry.imports.flag_possible_duplicates import find_namesakes, flag_possible_duplicates
from services.registry.imports.follow_households import follow_households
from services.registry.imports.judge_together import judge_together
from services.registry.imports.match_persons import match_persons
from services.registry.imports.prepare import Facts, Task
from services.registry.imports.preview_import import preview_import
from services.registry.imports.reading_task import reading_task
from services.registry.imports.set_aside_rejections import set_aside_early, set_aside_late
from services.registry.imports.stage_rows import stage_cells, stage_rows
from services.registry.imports.tables import Import
from services.registry.imports.write_households import write_households
from services.registry.imports.write_persons import compare_persons, enter_persons, update_persons

_PROGRESS_EVERY = 0.5
_MANY = 1000
"""New persons from which on the planner would be wrong about the register."""


class AttemptLost(Exception):
    """Another attempt at this import has begun meanwhile; this one must not commit."""


@dataclass(frozen=True)
class Workshop:
    """What carrying out imports needs of the process."""

    database: Database
    sealer: Sealer
    keys_folder: Path


@dataclass
class Job:
    """One claimed import and the attempt's number."""

    row: Import
    path: Path

    @property
    def import_id(self) -> UUID:
        return self.row.id

    @property
    def caller(self) -> Caller:
        return msgspec.convert(self.row.uploader, Caller)


async def carry_out_import(workshop: Workshop, job: Job) -> None:
    """Raises FileRefused, PreparationDied, AttemptLost and database errors; then nothing was written."""
    progress = _Progress(workshop.database, job)
    async with workshop.database.transaction() as session:
        await session.execute(text("SET LOCAL work_mem = '64MB'"))
        task = await reading_task(session, job.row, job.path, workshop.keys_folder)
        act = Act(await driver(session), job.import_id, clock.now(), job.caller.subject)
        facts = await stage_rows(act.connection, task, progress.rows)
        await progress.phase("matching")
        counts, preview = await _reject_and_match(act, task), None
        if job.row.dry_run:
            counted, preview = await preview_import(act, workshop.sealer)
        else:
            await progress.phase("writing")
            counted = await _write(act, workshop.sealer)
        await _finish(session, job, _Found(facts, task, counts | counted, preview))


async def _reject_and_match(act: Act, task: Task) -> dict[str, int]:
    contents = await count_contents(act)
    rejected = await set_aside_early(act) if contents.faulty else 0
    if contents.renamed:
        await follow_households(act)
    await match_persons(act, contents)
    late = await judge_together(act, task.scope, contents)
    if late:
        await stage_cells(act.connection, msgspec.structs.replace(task, only=late))
        rejected += await set_aside_late(act)
    return {"rows_read": contents.read, "rejected": rejected}


async def _write(act: Act, sealer: Sealer) -> dict[str, int]:
    namesakes = await find_namesakes(act)
    await write_households(act)
    await compare_phones(act, sealer)
    matched = await act.connection.fetchval("SELECT count(*) FROM matches")
    updated = await update_persons(act) if matched and await compare_persons(act) else 0
    created = await enter_persons(act)
    if created >= _MANY:
        # Before the heads of households are checked, row by row, at the end.
        await act.execute("SELECT refresh_statistics()")
    doubtful = await flag_possible_duplicates(act) if namesakes else 0
    return {"created": created, "updated": updated, "unchanged": matched - updated, "possible_duplicates": doubtful}


class _Found(NamedTuple):
    facts: Facts
    task: Task
    counts: dict[str, int]
    preview: dict[str, Any] | None


async def _finish(session: AsyncSession, job: Job, found: _Found) -> None:
    mine = select(Import).where(
        Import.id == job.import_id, Import.state == "running", Import.attempts == job.row.attempts
    )
    row = (await session.scalars(mine.with_for_update().execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise AttemptLost
    row.state, row.phase, row.finished_at = "finished", "done", clock.now()
    row.titles, row.unknown_columns = found.facts.titles, found.facts.unknown_columns
    used = [mapping for mapping in found.task.mappings if mapping.id == found.facts.mapping]
    row.mapping, row.preview = msgspec.to_builtins(used[0]) if used else None, found.preview
    for name, count in found.counts.items():
        setattr(row, name, count)
    done = "preview-import" if row.dry_run else "import-persons"
    await audit.record(session, job.caller, done, row.id, digest=row.digest.hex(), **found.counts)


class _Progress:
    """Shows how far the import is, on a connection of its own: the import's transaction is seen only when over."""

    def __init__(self, database: Database, job: Job) -> None:
        self._database, self._job, self._told = database, job, time.monotonic()

    async def rows(self, count: int) -> None:
        """Rows read so far; told at most twice a second."""
        if time.monotonic() - self._told >= _PROGRESS_EVERY:
            self._told = time.monotonic()
            await self._update("rows_read = $3", count)

    async def phase(self, name: str) -> None:
        """Which part of the work has begun."""
        await self._update("phase = $3", name)

    async def _update(self, change: str, value: object) -> None:
        sql = f"UPDATE imports SET {change} WHERE id = $1 AND attempts = $2 AND state = 'running'"
        await self._database.pool.execute(sql, self._job.import_id, self._job.row.attempts, value)
