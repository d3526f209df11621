"""Writes the access log in groups: while one group is being committed, the next one gathers.

``write`` returns when the entry is committed, so an answer that waits for it is never given unlogged. A group costs
one statement and one commit, whatever its size.
"""

import asyncio
from contextlib import suppress
from typing import Any

import asyncpg
import structlog

from chassis.problems import Problem
from gateway.access_log.entries import Entry

log = structlog.get_logger()

_LARGEST_GROUP = 1000
_LONGEST_QUEUE = 20_000
_PATIENCE = 5.0
_RETRY_EVERY = 0.5

_FAILURES = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

_COLUMNS = {
    "id": "uuid",
    "at": "timestamptz",
    "account": "text",
    "kind": "text",
    "role": "text",
    "department": "text",
    "method": "text",
    "service": "text",
    "route": "text",
    "purpose": "text",
    "case_reference": "text",
    "policy": "text",
    "status": "integer",
    "request_id": "uuid",
}


def _insert_sql() -> str:
    arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(_COLUMNS.values(), 1))
    last = len(_COLUMNS)
    return (
        f"WITH entries AS (INSERT INTO access_log ({', '.join(_COLUMNS)}) SELECT * FROM unnest({arrays})) "
        f"INSERT INTO access_log_subjects SELECT * FROM unnest(${last + 1}::uuid[], ${last + 2}::uuid[])"
    )


_INSERT = _insert_sql()
_PROBE = "BEGIN; INSERT INTO access_log_subjects VALUES (gen_random_uuid(), gen_random_uuid()); ROLLBACK"


class LogUnavailable(Problem):
    """The access log cannot be written, so nothing is disclosed."""

    status, slug = 503, "log-unavailable"
    title_zh, title_en = "访问日志暂不可用，请稍后再试", "The access log is unavailable, try again later"


class AccessLog:
    """The log's one writer in this process."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._down = False

    def check(self) -> None:
        """Raises LogUnavailable while the log is known not to be writable: no call is even forwarded then."""
        if self._down:
            raise _refusal()

    async def write(self, entry: Entry) -> None:
        """Return when ``entry`` is committed. Raises LogUnavailable."""
        self.check()
        if len(self._waiting) >= _LONGEST_QUEUE:
            raise _refusal()
        committed = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, committed))
        self._wake.set()
        await committed

    async def run(self) -> None:
        """Write until cancelled. After a failure the waiting are refused, and the way back is sought."""
        while True:
            connection: asyncpg.Connection | None = None
            try:
                connection = await asyncpg.connect(self._url, timeout=_PATIENCE, command_timeout=_PATIENCE)
                # Tried before the log counts as open again: a server that is full or a standby connects all the same.
                await connection.execute(_PROBE)
                self._down = False
                await self._write_groups(connection)
            except _FAILURES as error:
                self._down = True
                log.error("access_log_unavailable", error=type(error).__name__)
                self._refuse_waiting()
                await asyncio.sleep(_RETRY_EVERY)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _write_groups(self, connection: asyncpg.Connection) -> None:
        while True:
            await self._wake.wait()
            group, self._waiting = self._waiting[:_LARGEST_GROUP], self._waiting[_LARGEST_GROUP:]
            if not self._waiting:
                self._wake.clear()
            try:
                await connection.execute(_INSERT, *_arrays([entry for entry, _ in group]))
            except BaseException:
                _refuse(group)
                raise
            for _, committed in group:
                if not committed.done():
                    committed.set_result(None)

    def _refuse_waiting(self) -> None:
        group, self._waiting = self._waiting, []
        self._wake.clear()
        _refuse(group)


def _arrays(entries: list[Entry]) -> list[list[Any]]:
    columns = [[getattr(entry, name) for entry in entries] for name in _COLUMNS]
    pairs = [(subject, entry.id) for entry in entries for subject in entry.subjects]
    return [*columns, [subject for subject, _ in pairs], [entry_id for _, entry_id in pairs]]


def _refuse(group: list[tuple[Entry, asyncio.Future[None]]]) -> None:
    for _, committed in group:
        if not committed.done():
            with suppress(asyncio.InvalidStateError):
                committed.set_exception(_refusal())


def _refusal() -> LogUnavailable:
    return LogUnavailable(headers={"Retry-After": "2"})
