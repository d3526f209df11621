"""Days that the county itself calls worked or free: every service keeps them, so that all count deadlines alike.

The registry tells of them, a year at a time. Each process reads its own service's table when it starts and every few
seconds after, in whatever role it runs.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Protocol

import asyncpg
import structlog
from fastapi import FastAPI
from sqlalchemy import Boolean, Column, Date, Table, delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import Database
from chassis.tables import metadata
from chassis.working_days import set_county_days

log = structlog.get_logger()

county_days = Table(
    "county_days", metadata, Column("day", Date, primary_key=True), Column("working", Boolean, nullable=False)
)
_EVERY = 10.0
"""Seconds: nobody counts a deadline by a holiday that was set a moment ago."""


class YearTold(Protocol):
    """What the registry tells: all days of ``year`` that the county has set."""

    @property
    def year(self) -> int:
        """The calendar year."""

    @property
    def worked(self) -> Sequence[date]:
        """Worked, whatever the national calendar says."""

    @property
    def free(self) -> Sequence[date]:
        """Not worked."""


async def keep_county_days(session: AsyncSession, told: YearTold, _: object = None) -> None:
    """The year as told replaces what was kept of it; told again it changes nothing."""
    of_year = county_days.c.day.between(date(told.year, 1, 1), date(told.year, 12, 31))
    await session.execute(delete(county_days).where(of_year))
    days = dict.fromkeys(told.worked, True) | dict.fromkeys(told.free, False)
    if days:
        rows = [{"day": day, "working": working} for day, working in days.items()]
        await session.execute(insert(county_days), rows)


async def use_county_days(database: Database) -> None:
    """Go by the days that the service holds now."""
    rows = await database.pool.fetch("SELECT day, working FROM county_days")
    set_county_days({row["day"]: row["working"] for row in rows})


async def follow_county_days(app: FastAPI) -> None:
    """Run until cancelled."""
    while True:
        await asyncio.sleep(_EVERY)
        try:
            await use_county_days(app.state.database)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:  # the database may be away
            log.error("county_days_not_read", error=type(error).__name__)
