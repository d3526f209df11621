"""Keep what divisions are called, and say it."""

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.identifiers import division_prefix
from chassis.subscriptions import Delivery
from contracts.registry import DivisionChanged

_KEEP = "INSERT INTO places AS p (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name"
_NAMES = "SELECT name FROM places WHERE code = ANY($1::text[]) ORDER BY code"


async def keep_place(session: AsyncSession, event: DivisionChanged, _: Delivery[DivisionChanged]) -> None:
    """Enter or rename a division."""
    await (await driver(session)).execute(_KEEP, event.code, event.name)


async def name_of(connection: asyncpg.Connection, division: str) -> str:
    """``青山镇河东村``: the division with the town that it lies in; its code where no name is known."""
    prefix = division_prefix(division)
    codes = {prefix[:length].ljust(12, "0") for length in (9, 12) if len(prefix) >= length} or {division}
    return "".join(row["name"] for row in await connection.fetch(_NAMES, list(codes))) or division
