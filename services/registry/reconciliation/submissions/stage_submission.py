"""Read one queued extract into ``submission_rows``: all of it in one transaction, or nothing."""

from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import Database, driver
from services.registry.imports.reading.refusals import FileRefused
from services.registry.reconciliation.piped_process import REFUSED, ProcessDied, piped_process
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.sessions.calendar import month_of
from services.registry.reconciliation.submissions.read_submission import Read, Task
from services.registry.reconciliation.submissions.receive_submission import limits
from services.registry.reconciliation.submissions.tables import Submission

_MODULE = "services.registry.reconciliation.submissions.read_submission"
_COLUMNS = ["submission_id", "row_number", "faults", "record_sealed"]
_CHUNK = 1 << 18

_PLACES = (
    "SELECT array_agg(code) FILTER (WHERE valid_to IS NULL), min(code) FILTER (WHERE level = 'county') FROM divisions"
)
_MINE = "SELECT TRUE FROM submissions WHERE id = $1 AND state = 'reading' AND attempts = $2 FOR UPDATE"
_REPLACE = """
UPDATE submissions SET state = 'replaced', erased_at = $3
WHERE session_id = $1 AND kind = $2 AND state = 'accepted' RETURNING id
"""
_BEFORE = """
SELECT s.accepted, s.digest = $3 AS same FROM submissions s
WHERE s.kind = $1 AND s.session_id <> $2 AND s.state IN ('accepted', 'replaced')
ORDER BY s.submitted_at DESC LIMIT 12
"""
_DONE = """
UPDATE submissions SET state = 'accepted', finished_at = $2, rows_read = $3, accepted = $4, rejected = $5,
    verdicts = $6, warnings = $7, problem = NULL WHERE id = $1
"""


class AttemptLost(Exception):
    """Another attempt has begun meanwhile; this one must not commit."""


async def stage_submission(database: Database, keys_folder: Path, path: Path, submission_id: UUID) -> Read:
    """What was read. Raises FileRefused, ProcessDied, AttemptLost and database errors; then nothing was written."""
    async with database.transaction() as session:
        submission = await session.get_one(Submission, submission_id)
        connection = await driver(session)
        task = await _task(session, connection, submission, path, keys_folder)
        read = await _copied(connection, task)
        await _settle(connection, submission, read)
    return read


async def _task(
    session: AsyncSession, connection: asyncpg.Connection, submission: Submission, path: Path, keys_folder: Path
) -> Task:
    divisions, county = await connection.fetchrow(_PLACES)
    period = await connection.fetchval(
        "SELECT period FROM reconciliation_sessions WHERE id = $1", submission.session_id
    )
    first, last = month_of(period)
    for _ in range(kinds()[submission.kind].months_back):
        first = month_of(f"{first.year - (first.month == 1)}-{(first.month - 2) % 12 + 1:02d}")[0]
    return Task(
        submission_id=str(submission.id),
        path=str(path),
        keys_folder=str(keys_folder),
        kind=submission.kind,
        divisions=divisions or [],
        county=county or "000000",
        first=first.isoformat(),
        last=last.isoformat(),
        today=clock.today().isoformat(),
        rows_declared=submission.rows_declared,
        most_rows=limits().most_rows,
    )


async def _copied(connection: asyncpg.Connection, task: Task) -> Read:
    async with piped_process(_MODULE) as process:
        assert process.stdin and process.stdout and process.stderr  # noqa: S101 - piped
        process.stdin.write(msgspec.json.encode(task))
        process.stdin.close()
        copied = None
        try:
            copied = await connection.copy_to_table(
                "submission_rows", source=_chunks(process.stdout), columns=_COLUMNS, format="text", null=""
            )
        finally:
            said = await process.stderr.read()
            status = await process.wait()
            if status == REFUSED:
                raise refused(msgspec.json.decode(said))
        if status != 0 or copied is None:
            raise ProcessDied
        return msgspec.json.decode(said, type=Read)


def refused(told: dict[str, Any]) -> FileRefused:
    """The refusal as a reading process told it."""
    first = [told.pop(name) for name in ("slug", "reason", "detail_zh", "detail_en")]
    return FileRefused(*first, **told)


async def _chunks(stream: Any) -> Any:
    while chunk := await stream.read(_CHUNK):
        yield chunk


async def _settle(connection: asyncpg.Connection, submission: Submission, read: Read) -> None:
    if not await connection.fetchval(_MINE, submission.id, submission.attempts):
        raise AttemptLost
    now = clock.now()
    replaced = await connection.fetch(_REPLACE, submission.session_id, submission.kind, now)
    gone = [row["id"] for row in replaced]
    await connection.execute("DELETE FROM submission_rows WHERE submission_id = ANY($1)", gone)
    before = await connection.fetch(_BEFORE, submission.kind, submission.session_id, submission.digest)
    warnings = warnings_of(read, [row["accepted"] for row in before], any(row["same"] for row in before))
    counts = (read.rows, read.accepted, read.rejected)
    said = (msgspec.json.encode(read.verdicts).decode(), msgspec.json.encode(warnings).decode())
    await connection.execute(_DONE, submission.id, now, *counts, *said)


def warnings_of(read: Read, before: list[int], same: bool) -> list[str]:
    """What looks odd about an extract as a whole; ``before`` are earlier months' accepted rows, the newest first."""
    found = []
    if read.rejected > limits().many_rejected * read.rows:
        found.append("many_rejected")
    if before and read.accepted < limits().fewer_than_before * before[0]:
        found.append("fewer_than_before")
    if read.verdicts.get("wrong_month", 0) * 2 > read.rows:
        found.append("other_month")
    found += ["same_as_earlier"] if same else []
    found += ["shifted"] if read.verdicts.get("shifted_column") else []
    return found + (["cut_off"] if read.verdicts.get("cut_off") else [])
