"""Sessions: each access token is one, and can be ended before it expires."""

import asyncio
import time
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.problems import NotSignedIn
from chassis.sweeps import Sweep
from gateway.auth.tables import sessions

log = structlog.get_logger()

_CHANNEL = "gateway_session_revoked"
_KEPT_AFTER_EXPIRY = timedelta(days=30)
_REMEMBERED_SECONDS = 2 * 3600
_PRUNED_EVERY = 1000


async def end_session(session: AsyncSession, session_id: UUID) -> None:
    """Revoke one session; a second time changes nothing."""
    running = (sessions.c.id == session_id) & sessions.c.revoked_at.is_(None)
    await session.execute(sessions.update().where(running).values(revoked_at=clock.now()))


async def end_sessions_of(session: AsyncSession, account: str) -> None:
    """Revoke every session of an account: its role, its secret or its being active changed."""
    running = (sessions.c.account == account) & sessions.c.revoked_at.is_(None)
    await session.execute(sessions.update().where(running).values(revoked_at=clock.now()))


class Revocations:
    """The ended sessions whose tokens have not expired, kept in memory and told of each new one at once."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._ended: dict[UUID, float] = {}
        self.loaded = asyncio.Event()

    def check(self, session_id: UUID) -> None:
        """Raises NotSignedIn where the session was ended."""
        if session_id in self._ended:
            raise NotSignedIn(headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})

    def note(self, session_id: UUID) -> None:
        """Know of an ended session without waiting to be told."""
        self._ended[session_id] = time.monotonic()
        if len(self._ended) % _PRUNED_EVERY == 0:
            # Tokens live for an hour at most; what was ended longer ago has expired as well.
            newer = time.monotonic() - _REMEMBERED_SECONDS
            self._ended = {ended: noted for ended, noted in self._ended.items() if noted > newer}

    async def follow(self) -> None:
        """Listen until cancelled. After a lost connection everything is read again, so nothing is missed."""
        while True:
            try:
                await self._listen()
            except Exception as error:
                # Whatever it was: who does not hear of ended sessions lets them in.
                log.warning("revocations_not_followed", error=type(error).__name__)
            await asyncio.sleep(0.5)

    async def _listen(self) -> None:
        connection = await asyncpg.connect(self._url, timeout=5)
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            await connection.add_listener(_CHANNEL, lambda *told: self.note(UUID(str(told[-1]))))
            rows = await connection.fetch(
                "SELECT id FROM sessions WHERE revoked_at IS NOT NULL AND expires_at > $1", clock.now()
            )
            for row in rows:
                self.note(row["id"])
            self.loaded.set()
            await lost.wait()
        finally:
            connection.terminate()


async def _long_expired(session: AsyncSession) -> list[UUID]:
    old = select(sessions.c.id).where(sessions.c.expires_at < clock.now() - _KEPT_AFTER_EXPIRY)
    return list((await session.execute(old.limit(1000))).scalars())


async def _forget(session: AsyncSession, session_id: UUID) -> None:
    old = (sessions.c.id == session_id) & (sessions.c.expires_at < clock.now() - _KEPT_AFTER_EXPIRY)
    await session.execute(sessions.delete().where(old))


FORGET_SESSIONS = Sweep("forget-sessions", timedelta(hours=1), _long_expired, _forget)
