"""What the embedded bus and the relay need of PostgreSQL beyond plain queries: lock keys, lost connections."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from chassis.bus.interface import BusUnavailable
from chassis.db import LIVELY

# How long to wait for a connection or for any one statement of ours; all of them are short.
TIMEOUT_SECONDS = 15

LOST = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
)
"""What asyncpg raises when the server is away, goes away, or throws us out."""


def lock_key(*parts: object) -> int:
    """An advisory lock's key (a signed 64-bit integer) for a name; the names are the house's own."""
    digest = hashlib.blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@contextmanager
def lost_is_unavailable() -> Iterator[None]:
    """Turn a lost connection into BusUnavailable; errors in what was asked pass unchanged."""
    try:
        yield
    except LOST as error:
        raise BusUnavailable(f"{type(error).__name__}: {error}") from error


async def connect(dsn: str, name: str) -> asyncpg.Connection:
    """A connection of one's own, shown as ``name`` in pg_stat_activity. Raises BusUnavailable."""
    with lost_is_unavailable():
        return await asyncpg.connect(
            dsn,
            timeout=TIMEOUT_SECONDS,
            command_timeout=TIMEOUT_SECONDS,
            server_settings=LIVELY | {"application_name": name[:63]},
        )


@asynccontextmanager
async def connected(dsn: str, name: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection for the length of the block. Raises BusUnavailable when it is lost."""
    connection = await connect(dsn, name)
    try:
        with lost_is_unavailable():
            yield connection
    finally:
        # Not close(): that waits for a server that may be gone.
        connection.terminate()
