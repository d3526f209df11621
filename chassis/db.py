"""The service's way to its own schema: one transaction per request or message, committed by the chassis alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg
import orjson
from prometheus_client import Gauge
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import QueuePool

from chassis.spare_sessions import SPARE_SECONDS, let_spare_sessions_go

CONNECTIONS = Gauge("huijia_database_connections", "Connections of this process.", ["pool", "state"])
"""pool: sessions or reads; state: used now, and the most there may be."""


LIVELY = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}
"""Settings of a connection by which the server notices within a minute that we vanished without a word."""
URL = "postgresql+asyncpg://"
"""For SQLAlchemy: which dialect and driver; where the server is says ``by_url``."""


def by_url(url: str) -> Callable[[], Awaitable[asyncpg.Connection]]:
    """How SQLAlchemy connects: as ``url`` says, TLS included (sslmode, sslrootcert), which its own URLs cannot say."""

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(url, server_settings=LIVELY)

    return connect


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


async def _leave_as_it_is(_: asyncpg.Connection) -> None:
    """Reads leave no settings, locks or listeners behind: the usual reset would cost each a round trip for nothing."""


class Database:
    """SQLAlchemy sessions for use cases and a bare asyncpg pool for hot reads, on the same role and schema."""

    def __init__(self, url: str, pool_size: int = 8) -> None:
        self.url = url
        self._pool_size = pool_size
        self._pool: asyncpg.Pool | None = None
        self._trimming: asyncio.Task[None] | None = None
        self.engine = create_async_engine(
            URL,
            async_creator=by_url(url),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            pool_use_lifo=True,
            json_serializer=_to_json,
            json_deserializer=orjson.loads,
        )
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    async def start(self) -> None:
        """Open the asyncpg pool. Sessions connect on first use."""
        self._pool = pool = await asyncpg.create_pool(
            self.url,
            min_size=1,
            max_size=self._pool_size,
            max_inactive_connection_lifetime=SPARE_SECONDS,
            reset=_leave_as_it_is,
            server_settings=LIVELY,
        )
        self._trimming = asyncio.create_task(let_spare_sessions_go(self.engine))
        CONNECTIONS.labels("reads", "used").set_function(lambda: pool.get_size() - pool.get_idle_size())
        CONNECTIONS.labels("reads", "most").set(self._pool_size)
        CONNECTIONS.labels("sessions", "used").set_function(lambda: cast(QueuePool, self.engine.pool).checkedout())
        CONNECTIONS.labels("sessions", "most").set(2 * self._pool_size)

    async def stop(self) -> None:
        """Close every connection."""
        if self._trimming is not None:
            self._trimming.cancel()
        if self._pool is not None:
            await self._pool.close()
        await self.engine.dispose()

    @property
    def pool(self) -> asyncpg.Pool:
        """Connections for hot reads that need no session."""
        if self._pool is None:
            raise RuntimeError("the database has not been started")
        return self._pool

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that commits at the end of the block, and rolls back if it raises."""
        async with self.sessions() as session, session.begin():
            yield session

    async def is_reachable(self) -> bool:
        """Whether a trivial query is answered."""
        try:
            return bool(await self.pool.fetchval("SELECT true", timeout=2))
        except (OSError, TimeoutError, RuntimeError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False


async def driver(session: AsyncSession) -> asyncpg.Connection:
    """The asyncpg connection under ``session``, inside its transaction: for COPY and set-wise SQL."""
    connection = await session.connection()
    raw = (await connection.get_raw_connection()).driver_connection
    assert isinstance(raw, asyncpg.Connection)  # noqa: S101 - the engine above has no other driver
    if not raw.is_in_transaction():
        # SQLAlchemy sends BEGIN with its first statement only; without one, ours would commit by themselves.
        await session.execute(text("SELECT 1"))
    return raw
