"""A database used again: what a test wrote into it is gone, its tables stay."""

import asyncio

import asyncpg

from tests.conftest import Database

# In the role of a replica neither foreign keys nor what keeps a table append-only is asked; and a table of a few rows
# is emptied by a DELETE in a hundredth of the time that a TRUNCATE takes, which makes new files for each.
_SEND_AWAY = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_EMPTY = """
DO $do$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                 WHERE schemaname IN ({schemas}) AND tablename <> 'schema_version' LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
       FROM pg_sequences WHERE schemaname IN ({schemas}) AND last_value IS NOT NULL;
END $do$
"""


def emptied(database: Database, *services: str) -> Database:
    """``database`` with nothing in the tables of ``services``; who is still connected to it is sent away."""
    asyncio.run(_empty(database, services))
    return database


async def _empty(database: Database, services: tuple[str, ...]) -> None:
    connection = await asyncpg.connect(database.admin_dsn())
    try:
        await connection.execute(_SEND_AWAY)
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(_EMPTY.format(schemas=", ".join(f"'{service}'" for service in services)))
    finally:
        await connection.close()
