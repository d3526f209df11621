"""Writes the access log in groups: while one group is being committed, the next one gathers.

``write`` returns when the entry is committed, so an answer that waits for it is never given unlogged. A group costs
one statement and one commit, whatever its size; its links and receipts are made in memory before.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import msgspec
import structlog

from chassis.checkpoints import CheckpointSigner
from chassis.problems import Problem
from gateway.access_log.chain import Chain
from gateway.access_log.entries import Entry
from gateway.access_log.head_keeper import HeadKeeper, head_of
from gateway.access_log.insert import INSERT, PROBE, values
from gateway.access_log.spool import Spool
from gateway.receipts.issue import ReceiptSigner
from gateway.receipts.shown import Shown

log = structlog.get_logger()

_LARGEST_GROUP = 1000
_LONGEST_QUEUE = 20_000
_PATIENCE = 5.0
_RETRY_EVERY = 0.5
_MANY, _LINGER = 3, 0.005
_READS = ("GET", "HEAD")


class LogUnavailable(Problem):
    """The access log cannot be written, so nothing is disclosed."""

    status, slug = 503, "log-unavailable"
    title_zh, title_en = "访问日志暂不可用，请稍后再试", "The access log is unavailable, try again later"


@dataclass(frozen=True)
class Evidence:
    """Who signs what the log proves, and where what lies outside the database is kept."""

    receipts: ReceiptSigner
    checkpoints: CheckpointSigner
    home: Path


class _Waiting(msgspec.Struct):
    """An entry on its way; ``committed`` gives its receipt, where it has one."""

    entry: Entry
    shown: Shown | None
    committed: asyncio.Future[str | None]


class AccessLog:
    """The log's one writer in this process."""

    def __init__(self, url: str, evidence: Evidence) -> None:
        self._url, self._evidence = url, evidence
        self._spool = Spool(evidence.home)
        self._waiting: list[_Waiting] = []
        self._wake = asyncio.Event()
        self._under_way, self._enough_here = 0, asyncio.Event()
        self._down = False
        self._chain = Chain()
        self._heads = HeadKeeper(evidence.checkpoints, evidence.home)

    def check(self) -> None:
        """Raises LogUnavailable while the log is known not to be writable: no call is even forwarded then."""
        if self._down:
            raise _refusal()

    def begins(self) -> None:
        """A call is under way that may bring an entry; ``ends`` is told when it is over."""
        self._under_way += 1

    def ends(self) -> None:
        """See ``begins``."""
        self._under_way -= 1
        self._look_who_is_here()

    async def write(self, entry: Entry, shown: Shown | None = None) -> str | None:
        """Return the entry's receipt when it is committed: None where nothing was ``shown``. Raises LogUnavailable."""
        self.check()
        if len(self._waiting) >= _LONGEST_QUEUE:
            raise _refusal()
        waiting = _Waiting(entry, shown, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        self._look_who_is_here()
        return await waiting.committed

    def checkpoint(self) -> str:
        """The signed head of this process's chain, to be kept elsewhere."""
        return self._heads.sign(head_of(self._chain))

    async def run(self) -> None:
        """Write until cancelled. After a failure the waiting are refused or spooled, and the way back is sought."""
        keeping = asyncio.create_task(self._heads.run(lambda: self._chain))
        try:
            await self._write_until_cancelled()
        finally:
            keeping.cancel()

    async def _write_until_cancelled(self) -> None:
        while True:
            connection: asyncpg.Connection | None = None
            try:
                connection = await asyncpg.connect(self._url, timeout=_PATIENCE, command_timeout=_PATIENCE)
                # Tried before the log counts as open again: a server that is full or a standby connects all the same.
                await connection.execute(PROBE)
                # Whether a group that failed was committed is not known, so its chain ends here.
                self._chain = Chain()
                await self._take_spooled(connection)
                self._down = False
                await self._write_groups(connection)
            except Exception as error:
                # Whatever it was: callers who wait for a log that nobody writes would wait for ever.
                self._down = True
                log.error("access_log_unavailable", error=type(error).__name__)
                self._give_up(self._waiting)
                self._waiting = []
                self._wake.clear()
                await asyncio.sleep(_RETRY_EVERY)
            finally:
                self._heads.keep(head_of(self._chain))
                if connection is not None:
                    connection.terminate()

    async def _write_groups(self, connection: asyncpg.Connection) -> None:
        gathered = 0
        while True:
            await self._wake.wait()
            if gathered >= _MANY:
                # So many callers are waiting for one commit that a moment's wait lets more of them share the next.
                await self._let_others_come()
            group, self._waiting = self._waiting[:_LARGEST_GROUP], self._waiting[_LARGEST_GROUP:]
            gathered = len(group)
            if not self._waiting:
                self._wake.clear()
            try:
                receipts = await self._commit(connection, [w.entry for w in group], [w.shown for w in group])
            except BaseException:
                self._give_up(group)
                raise
            for waiting, receipt in zip(group, receipts, strict=True):
                if not waiting.committed.done():
                    waiting.committed.set_result(receipt)

    async def _let_others_come(self) -> None:
        # Those under way may bring an entry any moment.
        self._enough_here.clear()
        self._look_who_is_here()
        try:
            async with asyncio.timeout(_LINGER):
                await self._enough_here.wait()
        except TimeoutError:
            return

    def _look_who_is_here(self) -> None:
        # Half of them, not all: while one half's commit is written out, the other half is worked on.
        if 2 * len(self._waiting) >= self._under_way:
            self._enough_here.set()

    async def _commit(
        self, connection: asyncpg.Connection, entries: list[Entry], shown: Sequence[Shown | None]
    ) -> list[str | None]:
        links = self._chain.links(entries)
        receipts = self._evidence.receipts.sign(zip(entries, links, shown, strict=True))
        await connection.execute(INSERT, *values(entries, links, receipts))
        self._chain.move(links[-1])
        self._heads.moved()
        return receipts

    async def _take_spooled(self, connection: asyncpg.Connection) -> None:
        for path, entries in self._spool.take().items():
            kept = await connection.fetch("SELECT id FROM access_log WHERE id = ANY($1)", [e.id for e in entries])
            missing = {e.id: e for e in entries}
            for row in kept:
                missing.pop(row["id"])
            if missing:
                await self._commit(connection, list(missing.values()), [None] * len(missing))
            self._spool.done(path)
            log.info("spooled_entries_logged", entries=len(missing))

    def _give_up(self, group: list[_Waiting]) -> None:
        for waiting in group:
            if waiting.committed.done():
                continue
            if self._is_spooled(waiting):
                waiting.committed.set_result(None)
            else:
                waiting.committed.set_exception(_refusal())

    def _is_spooled(self, waiting: _Waiting) -> bool:
        # A receipt names its place in the chain, which a spooled entry does not have yet.
        if waiting.entry.method in _READS or waiting.shown is not None:
            return False
        try:
            self._spool.lay_down(waiting.entry)
        except OSError as error:
            log.error("entry_not_spooled", error=type(error).__name__)
            return False
        return True


def _refusal() -> LogUnavailable:
    return LogUnavailable(headers={"Retry-After": "2"})
