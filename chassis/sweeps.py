"""Work that time brings about: find what is due, then act on each in a transaction of its own.

``find`` returns ids only; ``act`` reloads its row ``FOR UPDATE``, checks the rule again and acts, so that running
a sweep twice, or in two processes at once, changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import Database
from chassis.telemetry import SWEPT

log = structlog.get_logger()


@dataclass(frozen=True)
class Sweep:
    """One kind of work. ``find`` returns at most a batch of ids; an empty result ends the round."""

    name: str
    every: timedelta
    find: Callable[[AsyncSession], Awaitable[Sequence[Any]]]
    act: Callable[[AsyncSession, Any], Awaitable[None]]


async def run_once(database: Database, sweep: Sweep) -> int:
    """One round, until nothing is found or nothing found could be acted on. Returns how many were acted on."""
    acted, failed = 0, set[Any]()
    while True:
        async with database.transaction() as session:
            found = [item for item in await sweep.find(session) if item not in failed]
        if not found:
            return acted
        for item in found:
            if await _act(database, sweep, item):
                acted += 1
            failed.add(item)


async def _act(database: Database, sweep: Sweep, item: Any) -> bool:
    try:
        async with database.transaction() as session:
            await sweep.act(session, item)
    except Exception as error:  # one bad row must not hold up the others; it is tried again next round
        log.error("sweep_item_failed", sweep=sweep.name, item=str(item), error=type(error).__name__)
        SWEPT.labels(sweep.name, "failed").inc()
        return False
    SWEPT.labels(sweep.name, "done").inc()
    return True


async def run_forever(database: Database, sweep: Sweep) -> None:
    """Run rounds until cancelled; a round that fails as a whole is logged and tried again."""
    while True:
        try:
            await run_once(database, sweep)
        except Exception as error:  # the database may be away for a while
            log.error("sweep_failed", sweep=sweep.name, error=type(error).__name__)
        await asyncio.sleep(sweep.every.total_seconds())
