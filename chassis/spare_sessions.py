"""Closes database connections that nobody has needed for a while: SQLAlchemy's pool keeps all that were ever needed."""

import asyncio
import time
from typing import Any

from sqlalchemy.event import listen
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

SPARE_SECONDS = 60
"""How long one is kept: each takes some 6 MB of the server, and a house can have a hundred and fifty."""


async def let_spare_sessions_go(engine: AsyncEngine, after: float = SPARE_SECONDS) -> None:
    """Until cancelled. ``engine`` hands out the connection that came back last, so that spare ones rest long enough."""
    resting: dict[ConnectionPoolEntry, float] = {}

    def came_back(_: Any, entry: ConnectionPoolEntry) -> None:
        resting[entry] = time.monotonic()

    def is_taken(_: Any, entry: ConnectionPoolEntry, __: Any) -> None:
        resting.pop(entry, None)

    listen(engine.sync_engine, "checkin", came_back)
    listen(engine.sync_engine, "checkout", is_taken)
    while True:
        await asyncio.sleep(after / 2)
        for entry, since in list(resting.items()):
            if time.monotonic() - since >= after:
                del resting[entry]
                # The entry stays in the pool, and connects anew when it is needed.
                entry.invalidate()
