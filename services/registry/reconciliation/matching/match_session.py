"""Compare a meeting's extracts with the register: out through pipes, back into tables, all in one transaction."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.db import Database, driver
from services.registry.persons.tables import CITIZEN_NUMBER
from services.registry.reconciliation.discrepancies.keep_discrepancies import keep_discrepancies
from services.registry.reconciliation.figures.keep_figures import keep_figures
from services.registry.reconciliation.matching.frames import END_OF_TABLE, Header, header_bytes, packed, read_tables
from services.registry.reconciliation.matching.rules import Thresholds, learn_threshold
from services.registry.reconciliation.matching.task import ENTRY_COLUMNS, Task
from services.registry.reconciliation.matching.thresholds import calibration
from services.registry.reconciliation.piped_process import ProcessDied, piped_process
from services.registry.reconciliation.sessions.calendar import month_of
from services.registry.reconciliation.sessions.move_session import lock_session, move_session
from services.registry.reconciliation.sessions.tables import MeetingSession

_MODULE = "services.registry.reconciliation.matching.compare"
_WORKER = Caller(subject="reconciliation", kind="staff")

_PARENTS = (
    "SELECT person_id, (array_agg(mother_id))[1] AS mother_id FROM births WHERE state <> 'revoked' GROUP BY person_id"
)
_STANDING = "state NOT IN ('revoked', 'rejected')"
# Table → its columns and the query; days of other registers' events may lie some weeks off.
_TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "entries": (
        (*ENTRY_COLUMNS, "living", "died_on"),
        f"""SELECT p.id, p.name, to_char(p.birth_date, 'YYYYMMDD'), CASE WHEN p.sex IN (1, 2) THEN p.sex END,
            p.household_id, b.mother_id, p.residence_division, p.registered_division,
            encode(p.citizen_number_index, 'hex'), p.living, p.died_on
            FROM persons p LEFT JOIN ({_PARENTS}) b ON b.person_id = p.id""",
    ),
    "births": (
        ("person", "mother", "born_on"),
        f"SELECT person_id, mother_id, born_on FROM births WHERE {_STANDING} AND born_on >= '{{since}}'",
    ),
    "marriages": (
        ("id", "first", "second", "married_on"),
        f"SELECT id, first_id, second_id, married_on FROM marriages WHERE {_STANDING} AND married_on >= '{{since}}'",
    ),
    "divorces": (
        ("id", "first", "second", "divorced_on"),
        f"SELECT id, first_id, second_id, divorced_on FROM divorces WHERE {_STANDING} AND divorced_on >= '{{since}}'",
    ),
    "moves": (
        ("person", "moved_on"),
        "SELECT person_id, max(moved_on) FROM moves WHERE moved_on >= '{since}' GROUP BY person_id",
    ),
    "kept": (
        ("identity", "person", "state", "weight", "mark"),
        """WITH RECURSIVE up (was, now) AS (
            SELECT person_id, person_id FROM register_links
            UNION SELECT u.was, m.survivor_id FROM up u JOIN merges m ON m.merged_id = u.now AND m.undone_at IS NULL)
        SELECT encode(k.identity, 'hex'), u.now, k.state, k.weight, k.mark
        FROM register_links k JOIN up u ON u.was = k.person_id JOIN persons p ON p.id = u.now""",
    ),
    "rows": (
        ("submission_id", "row_number", "record_sealed"),
        """SELECT r.submission_id, r.row_number, r.record_sealed FROM submission_rows r
        JOIN submissions s ON s.id = r.submission_id
        WHERE s.session_id = '{session}' AND s.state = 'accepted' AND r.record_sealed IS NOT NULL""",
    ),
}
_SUBMISSIONS = "SELECT id, kind, department FROM submissions WHERE session_id = $1 AND state = 'accepted'"
_COUNTY = "SELECT coalesce(min(code) FILTER (WHERE level = 'county'), '000000000000') FROM divisions"
_DECISIONS = """
SELECT weight, state = 'confirmed' AS same FROM register_links
WHERE decided_at IS NOT NULL AND weight IS NOT NULL ORDER BY decided_at DESC LIMIT 5000
"""
_INTO: dict[str, tuple[str, str, list[str]]] = {
    "row_links": (
        "submission_links",
        "DELETE FROM submission_links WHERE submission_id IN (SELECT id FROM submissions WHERE session_id = $1)",
        [
            *("submission_id", "row_number", "role", "person_id", "state", "how", "weight", "evidence"),
            *("runner_up_id", "identity"),
        ],
    )
}
_KEEP_LINKS = """
INSERT INTO register_links (identity, person_id, state, weight, mark, session_id)
SELECT identity, person_id, state, weight, mark, $1 FROM new_links
ON CONFLICT (identity, person_id) DO UPDATE SET weight = excluded.weight, mark = excluded.mark,
    session_id = excluded.session_id
WHERE register_links.state = 'linked'
"""
_TEMPORARY = {
    "new_links": "identity bytea, person_id uuid, state text, weight float8, mark text",
    "figures": "kind text, role text, subjects bigint, by_number bigint, by_weight bigint, proposed bigint",
    "discrepancies": "case_key bytea, rule text, owner text, person_id uuid, other_id uuid, division text,"
    " submission_id uuid, row_number integer, differs text, happened_on date",
}


async def match_session(database: Database, keys_folder: Path, session_id: UUID) -> None:
    """The meeting then is in review. Raises ProcessDied and database errors; nothing was written then."""
    async with database.transaction() as session:
        meeting = await lock_session(session, session_id)
        if meeting.state != "matching":
            return
        connection = await driver(session)
        task = await _task(connection, meeting, keys_folder)
        await _exchange(connection, meeting, task)
        await connection.execute(_KEEP_LINKS, session_id)
        await keep_figures(session, meeting)
        await keep_discrepancies(session, meeting)
        meeting.matched_at, meeting.problem = clock.now(), None
        await move_session(session, _WORKER, meeting, "reviewing")


async def learned(connection: asyncpg.Connection) -> Thresholds:
    """The thresholds, moved by what officers have decided."""
    known = calibration()
    decisions = [(row["weight"], row["same"]) for row in await connection.fetch(_DECISIONS)]
    return learn_threshold(decisions, known.thresholds, known.wanted_precision, known.least_decisions)


async def _task(connection: asyncpg.Connection, meeting: MeetingSession, keys_folder: Path) -> Task:
    first, last = month_of(meeting.period)
    thresholds, known = await learned(connection), calibration()
    # The school year begins on 1 September: who has reached the age by then is to be in school until it is over.
    begun = last.year if last.month >= 9 else last.year - 1
    submissions = await connection.fetch(_SUBMISSIONS, meeting.id)
    return Task(
        keys_folder=str(keys_folder),
        number_context=CITIZEN_NUMBER,
        county=await connection.fetchval(_COUNTY),
        first=first.isoformat(),
        last=last.isoformat(),
        accept=thresholds.accept,
        review=thresholds.review,
        margin=thresholds.margin,
        days=known.same_event_days,
        school_born_from=f"{begun - known.school_until}0901",
        school_born_until=f"{begun - known.school_from}0901",
        submissions={str(row["id"]): (row["kind"], row["department"]) for row in submissions},
    )


async def _exchange(connection: asyncpg.Connection, meeting: MeetingSession, task: Task) -> None:
    async with piped_process(_MODULE) as process:
        assert process.stdin and process.stdout and process.stderr  # noqa: S101 - piped
        said = asyncio.create_task(process.stderr.read())
        try:
            await _send(connection, process.stdin, meeting, task)
            await _receive(connection, process.stdout, meeting)
        except (BrokenPipeError, ConnectionResetError, asyncio.IncompleteReadError):
            raise ProcessDied from None
        finally:
            said.cancel()
        if await process.wait() != 0:
            raise ProcessDied


async def _send(
    connection: asyncpg.Connection, stdin: asyncio.StreamWriter, meeting: MeetingSession, task: Task
) -> None:
    stdin.write(header_bytes(Header("task", [], msgspec.json.encode(task).decode())) + END_OF_TABLE)
    since = date(month_of(meeting.period)[0].year - 1, 1, 1)

    async def write(piece: bytes) -> None:
        stdin.write(packed(bytes(piece)))
        await stdin.drain()

    for name, (columns, query) in _TABLES.items():
        stdin.write(header_bytes(Header(name, list(columns))))
        # Both are ours: a month's first day and a UUID.
        asked = query.format(since=since.isoformat(), session=meeting.id)
        await connection.copy_from_query(asked, output=write, format="csv")
        stdin.write(END_OF_TABLE)
    stdin.write(header_bytes(Header("")))
    await stdin.drain()
    stdin.close()


async def _receive(connection: asyncpg.Connection, stdout: Any, meeting: MeetingSession) -> None:
    async for header, pieces in read_tables(stdout):
        if header.name in _INTO:
            table, clear, columns = _INTO[header.name]
            await connection.execute(clear, meeting.id)
        else:
            table, columns = header.name if header.name != "discrepancies" else "found_discrepancies", header.columns
            await connection.execute(f"CREATE TEMPORARY TABLE {table} ({_TEMPORARY[header.name]}) ON COMMIT DROP")
        await connection.copy_to_table(table, source=_taken(pieces), columns=columns, format="csv")


async def _taken(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for piece in pieces:
        yield piece


async def fail_matching(session: AsyncSession, session_id: UUID) -> None:
    """After the last attempt: the meeting collects again, and says why."""
    meeting = await lock_session(session, session_id)
    if meeting.state == "matching":
        meeting.problem = {"slug": "matching-gave-up", "reason": "gave_up"}
        await move_session(session, _WORKER, meeting, "collecting")
