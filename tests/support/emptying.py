"""A database used again: what a test wrote into it is gone, its tables stay."""

import asyncio

import asyncpg

from tests.conftest import Database

_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = $1 AND tablename <> 'alembic_version'"


def emptied(database: Database, *services: str) -> Database:
    """``database`` with nothing in the tables of ``services``. Nobody may be connected to it who writes."""
    asyncio.run(_empty(database, services))
    return database


async def _empty(database: Database, services: tuple[str, ...]) -> None:
    for service in services:
        connection = await asyncpg.connect(database.owner_dsn(service))
        try:
            tables = [row[0] for row in await connection.fetch(_TABLES, service)]
            await connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        finally:
            await connection.close()
