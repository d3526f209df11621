"""What a database holds, in numbers: rows and a sum of hashes for each table. Equal numbers, equal content."""

import asyncpg

from chassis.roles import SERVICES

_TABLES = """
SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY ($1::text[]) ORDER BY 1, 2
"""
_CONTENT = 'SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM "{schema}"."{table}" t'

Fingerprints = dict[str, list[str]]


async def fingerprints(connection: asyncpg.Connection) -> Fingerprints:
    """``schema.table`` → [rows, sum of the rows' 64-bit hashes], of every table of ours; order does not count."""
    found: Fingerprints = {}
    for schema, table in await connection.fetch(_TABLES, [*SERVICES, "bus"]):
        rows, total = await connection.fetchrow(_CONTENT.format(schema=schema, table=table))
        found[f"{schema}.{table}"] = [str(rows), str(total)]
    return found


def differences(before: Fingerprints, after: Fingerprints) -> list[str]:
    """The tables that are not the same in both."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
