"""What tables hold in certain columns, so that a database can be compared with itself after columns were added."""

from collections.abc import Mapping

import asyncpg

from chassis.roles import SERVICES

Columns = dict[str, list[str]]
_COLUMNS = """
SELECT c.table_schema || '.' || c.table_name AS name,
       array_agg(quote_ident(c.column_name) ORDER BY c.column_name) AS own
FROM information_schema.columns c
JOIN pg_tables t ON (t.schemaname, t.tablename) = (c.table_schema, c.table_name)
WHERE c.table_schema = ANY ($1::text[]) AND c.table_name <> 'schema_version' GROUP BY 1
"""
_CONTENT = "SELECT count(*), coalesce(sum(hashtextextended(ROW({own})::text, 0)), 0) FROM {name}"


async def columns_of(connection: asyncpg.Connection) -> Columns:
    """``schema.table`` → its columns, of every table of ours."""
    return {row["name"]: row["own"] for row in await connection.fetch(_COLUMNS, [*SERVICES, "bus"])}


async def content_of(connection: asyncpg.Connection, columns: Columns) -> dict[str, tuple[int, int]]:
    """Table → rows, and a sum of hashes over these columns. A table that is gone is missing."""
    there = await columns_of(connection)
    found = {}
    for name, own in columns.items():
        if set(own) <= set(there.get(name, ())):
            rows, total = await connection.fetchrow(_CONTENT.format(own=", ".join(own), name=name))
            found[name] = (rows, int(total))
    return found


def changed(before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]) -> list[str]:
    """The tables that do not hold what they held."""
    return sorted(name for name, content in before.items() if after.get(name) != content)
