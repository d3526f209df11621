"""Remove whatever has outlived its period, batch by batch, each with its proof in the same transaction (C12)."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import structlog
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.db import Database
from chassis.sealing import Sealer
from services.registry.retention.periods import periods
from services.registry.retention.prove_removal import Removed, prove_removal
from services.registry.retention.removals import REMOVALS
from services.registry.retention.rules import Period, first_day_kept, in_force
from services.registry.retention.tables import RetentionRun

log = structlog.get_logger()

_BATCH = 1000
_EVERY = timedelta(hours=6)
_SWEEP = Caller(subject="retention-sweep", kind="staff")


async def keep_applying(app: FastAPI) -> None:
    """Apply every period, several times a day, until the process stops."""
    while True:
        try:
            await apply_retention(app.state.database, app.state.sealer)
        except Exception as error:  # the database may be away for a while; the next round finds the same records
            log.error("retention_failed", error=type(error).__name__)
        await asyncio.sleep(_EVERY.total_seconds())


async def apply_retention(database: Database, sealer: Sealer) -> dict[str, int]:
    """Rows removed of each kind of record. A second run at once removes nothing."""
    return {record: await _apply(database, sealer, record) for record in REMOVALS}


async def _apply(database: Database, sealer: Sealer, record: str) -> int:
    period = in_force(periods().swept[record].periods, clock.today())
    if period is None:
        return 0
    total = 0
    while True:
        async with database.transaction() as session:
            run = await _remove_batch(session, sealer, record, period)
        if run is None:
            return total
        total += run.removed


async def _remove_batch(session: AsyncSession, sealer: Sealer, record: str, period: Period) -> RetentionRun | None:
    removal, cutoff = REMOVALS[record], _midnight(first_day_kept(period, clock.today()))
    ids = list((await session.execute(removal.find, {"cutoff": cutoff, "batch": _BATCH})).scalars())
    if not ids:
        return None
    rows = int((await session.execute(removal.remove, {"ids": ids})).scalar_one())
    if rows == 0:
        # Found, but another sweep was faster: to go on would be to find the same for ever.
        return None
    removed = Removed(record, "period", msgspec.to_builtins(period), ids, rows, cutoff)
    return await prove_removal(session, sealer, _SWEEP, removed)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.SHANGHAI).astimezone(UTC)
