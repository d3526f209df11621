"""Creates the embedded bus's own schema."""

from pathlib import Path

import asyncpg

_SCHEMA = Path(__file__).with_name("schema.sql")


async def create_bus_schema(connection: asyncpg.Connection) -> None:
    """Create or update the tables and functions of schema ``bus``; connect as ``huijia_bus_owner``. Idempotent."""
    async with connection.transaction():
        # Two installers at once would trip over each other's CREATE OR REPLACE.
        await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('huijia bus schema', 0))")
        await connection.execute(_SCHEMA.read_text())
