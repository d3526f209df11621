"""Reads the versions of persons and households, the current one among them."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.clock import SHANGHAI
from chassis.db import driver
from services.registry.history import Version

_STAMPS = ("revision", "valid_from", "changed_by", "change_reason", "source", "source_id", "document_id")

# When what a version tells happened: the event's own day as it is known now, or else the day of recording.
_HAPPENED = """
coalesce(CASE source
    WHEN 'birth' THEN (SELECT born_on FROM births WHERE id = source_id)
    WHEN 'death' THEN (SELECT died_on FROM deaths WHERE id = source_id)
    WHEN 'marriage' THEN (SELECT married_on FROM marriages WHERE id = source_id)
    WHEN 'divorce' THEN (SELECT divorced_on FROM divorces WHERE id = source_id)
    WHEN 'adoption' THEN (SELECT adopted_on FROM adoptions WHERE id = source_id)
    WHEN 'move' THEN (SELECT min(moved_on) FROM moves WHERE group_id = source_id)
    END, (valid_from AT TIME ZONE 'Asia/Shanghai')::date) AS happened_on
"""


async def person_versions(
    session: AsyncSession, ids: Collection[UUID], columns: Collection[str]
) -> dict[UUID, list[Version]]:
    """Per person: every version, oldest first, with ``columns`` as its values."""
    return await _versions(session, "person", "persons", ids, columns)


async def household_versions(
    session: AsyncSession, ids: Collection[UUID], columns: Collection[str]
) -> dict[UUID, list[Version]]:
    """The same for households."""
    return await _versions(session, "household", "households", ids, columns)


async def ever_members(session: AsyncSession, household_id: UUID) -> list[UUID]:
    """Everybody who is, or ever was, a member of the household."""
    query = (
        "SELECT id FROM persons WHERE household_id = $1"
        " UNION SELECT v.id FROM person_versions v JOIN persons p ON p.id = v.id WHERE v.household_id = $1"
    )
    return [row["id"] for row in await (await driver(session)).fetch(query, household_id)]


def end_of(day: date) -> datetime:
    """The moment at which ``day`` ends in China."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI) - timedelta(microseconds=1)


async def _versions(
    session: AsyncSession, one: str, many: str, ids: Collection[UUID], columns: Collection[str]
) -> dict[UUID, list[Version]]:
    named = ", ".join(dict.fromkeys(("id", *_STAMPS, *columns)))
    query = (
        f"SELECT *, {_HAPPENED} FROM ("
        f"SELECT {named}, NULL::timestamptz AS valid_until FROM {many} WHERE id = ANY($1)"
        f" UNION ALL SELECT {named}, valid_until FROM {one}_versions WHERE id = ANY($1)) v ORDER BY id, revision"
    )
    await session.flush()
    found: dict[UUID, list[Version]] = {each: [] for each in ids}
    for row in await (await driver(session)).fetch(query, list(ids)):
        found[row["id"]].append(_version(row, columns))
    return found


def _version(row: asyncpg.Record, columns: Collection[str]) -> Version:
    return Version(
        revision=row["revision"],
        recorded_at=row["valid_from"],
        recorded_until=row["valid_until"],
        happened_on=row["happened_on"],
        changed_by=row["changed_by"],
        reason=row["change_reason"],
        source=row["source"],
        source_id=row["source_id"],
        # A correction that stands on a paper alone names it as its source.
        document_id=row["source_id"] if row["source"] == "document" else row["document_id"],
        values={name: row[name] for name in columns},
    )
