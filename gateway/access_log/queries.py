"""Reads of the access log."""

from uuid import UUID

import asyncpg

from chassis.repointing import entries_of
from gateway.access_log.schemas import LoggedAccess

# Entry ids are UUIDv7, so their order is the order of time.
_OF_SUBJECT = """
SELECT log.* FROM (
    SELECT DISTINCT entry_id FROM access_log_subjects WHERE subject_id = ANY($1) AND entry_id < $2
    ORDER BY entry_id DESC LIMIT $3
) s JOIN access_log log ON log.id = s.entry_id
ORDER BY s.entry_id DESC
"""
_NEWEST = UUID(int=2**128 - 1)


async def accesses_to(
    connection: asyncpg.Connection, subject: UUID, before: UUID | None, limit: int
) -> list[LoggedAccess]:
    """The newest accesses to a person's data, at most ``limit``, older than entry ``before``.

    Those under the ids of entries that were merged belong to it, as long as the merge stands: the log itself is never
    altered.
    """
    known_as = await entries_of(connection, subject)
    rows = await connection.fetch(_OF_SUBJECT, known_as, before or _NEWEST, limit)
    return [LoggedAccess.model_validate(dict(row)) for row in rows]


async def receipt_of(connection: asyncpg.Connection, entry_id: UUID) -> tuple[asyncpg.Record, list[UUID]] | None:
    """Receipt and secret of an entry, and whom it tells about; None where it has none."""
    row = await connection.fetchrow(
        "SELECT receipt, secret FROM access_log WHERE id = $1 AND receipt IS NOT NULL AND secret IS NOT NULL", entry_id
    )
    if row is None:
        return None
    told = await connection.fetch("SELECT subject_id FROM access_log_subjects WHERE entry_id = $1", entry_id)
    return row, [each["subject_id"] for each in told]
