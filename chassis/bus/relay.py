"""Moves committed outbox rows to the bus: one active relay per service, woken by the outbox itself."""

import asyncio
import contextlib
from typing import Any

import asyncpg
import structlog

from chassis.bus.interface import Bus, BusUnavailable
from chassis.bus.metrics import FORWARDED, INTERRUPTIONS
from chassis.bus.pace import Pace
from chassis.bus.postgres import LOST, connect, lock_key, lost_is_unavailable

_BATCH = 1000
# Seconds between two looks at an outbox that is being written to.
_LINGER, _LONGEST_LINGER = 0.02, 0.25
_SLEEPS = "hashtextextended('relay sleeps ' || current_schema(), 0)"

log = structlog.get_logger()


class Relay:
    """The loop for one service; ``run`` until cancelled. Several may run: one works, the others stand by."""

    def __init__(
        self, bus: Bus, dsn: str, service: str, *, fallback: float = 5.0, pace: Pace = Pace(first=0.2)
    ) -> None:
        self._bus, self._dsn, self._service = bus, dsn, service
        self._topic = f"huijia.{service}"
        self._fallback, self._pace = fallback, pace
        self._woken = asyncio.Event()
        self._failures = 0

    async def run(self) -> None:
        """Relay for ever. Whatever is lost on the way, rows stay in the outbox until they are on the bus."""
        while True:
            try:
                await self._relay_on_one_connection()
            except (BusUnavailable, *LOST) as lost:
                INTERRUPTIONS.labels("relay").inc()
                log.warning("relay interrupted", reason=str(lost) or type(lost).__name__)
            except Exception as fault:
                # Not an outage, tables not migrated for instance. It needs a person; we say so and try on.
                INTERRUPTIONS.labels("relay").inc()
                log.error("relay failed", fault=type(fault).__name__, sqlstate=getattr(fault, "sqlstate", None))
            self._failures += 1
            await self._pace.wait(self._failures)

    async def _relay_on_one_connection(self) -> None:
        connection = await connect(self._dsn, f"huijia-relay {self._service}")
        connection.add_termination_listener(lambda _: self._woken.set())
        try:
            with lost_is_unavailable():
                await self._stand_by(connection)
                await connection.add_listener(f"outbox_{self._service}", self._on_row)
                await self._bus.ensure_topics([self._topic])
                while True:
                    await self._work(connection)
                    await self._rest(connection)
        finally:
            connection.terminate()

    async def _stand_by(self, connection: asyncpg.Connection) -> None:
        # Asked again and again rather than waited for: a waiting statement would keep VACUUM from its work.
        key = lock_key("relay", self._service)
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", key):
            await self._sleep(self._fallback)

    async def _work(self, connection: asyncpg.Connection) -> None:
        """Relay until nothing more comes and nobody is about to commit anything; then hold the sleeper's lock."""
        pause = _LINGER
        while True:
            if await self._drain(connection):
                pause = _LINGER
            elif await connection.fetchval(f"SELECT pg_try_advisory_lock({_SLEEPS})"):
                return
            # Under load this gathers rows into larger batches. While one long transaction keeps us awake and
            # brings nothing, the pauses grow.
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_LINGER)

    async def _rest(self, connection: asyncpg.Connection) -> None:
        """Sleep until a row is written, or until the fallback; see the outbox's trigger for the lock."""
        self._woken.clear()
        try:
            if not await self._drain(connection):
                await self._sleep(self._fallback)
        finally:
            if not connection.is_closed():
                await connection.execute(f"SELECT pg_advisory_unlock({_SLEEPS})")

    async def _drain(self, connection: asyncpg.Connection) -> bool:
        """Move everything that is committed; returns whether there was anything."""
        after = 0
        while True:
            moved = await self._bus.forward(connection, after, _BATCH)
            self._failures = 0
            FORWARDED.labels(self._topic).inc(moved.rows)
            if moved.rows < _BATCH:
                return after > 0 or moved.rows > 0
            # Skips the rows just deleted, which stay in the index until VACUUM comes. A transaction that
            # commits below this mark meanwhile is found by the next drain; it wakes us itself.
            after = moved.last_id

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            # Not wait_for(): before Python 3.12 it may swallow a cancellation, and we would never end.
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    def _on_row(self, _connection: Any, _pid: int, _channel: str, _payload: str) -> None:
        self._woken.set()
