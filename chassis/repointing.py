"""What a service holds of a person follows that person when the registry merges two entries, and goes back after.

A row remembers (in ``repointed``) whose it was told to be, so the state depends only on which merges stand now and
never on the order in which events of different persons arrive: a chain of merges settles on its last survivor.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Integer, Table, Text, Uuid
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.tables import metadata

merged_persons = Table(
    "merged_persons",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    # Null where the last that was heard is that the merge was taken back.
    Column("survivor_id", Uuid, index=True),
    Column("revision", Integer, nullable=False),
)
repointed = Table(
    "repointed",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("row_key", Uuid, primary_key=True),
    Column("told_id", Uuid, nullable=False, index=True),
)


@dataclass(frozen=True)
class Reference:
    """A column that names a person. ``key`` is a unique uuid column of the same table, never itself re-pointed.

    ``unless``: an SQL condition on the row ``t`` and the person ``$3`` under which it stays where it is, because the
    table takes one such row for a person only.
    """

    table: str
    key: str
    column: str = "person_id"
    unless: str = ""

    @property
    def name(self) -> str:
        """Under which its rows are remembered."""
        return f"{self.table}.{self.column}"


_HEARD = """
INSERT INTO merged_persons AS kept (person_id, survivor_id, revision) VALUES ($1, $2, $3)
ON CONFLICT (person_id) DO UPDATE SET survivor_id = excluded.survivor_id, revision = excluded.revision
WHERE excluded.revision > kept.revision
"""
_LED_TO = """
WITH RECURSIVE led AS (
    SELECT unnest($1::uuid[]) AS id
    UNION SELECT m.person_id FROM merged_persons m JOIN led ON m.survivor_id = led.id
) SELECT id FROM led
"""
_STANDS_FOR = """
WITH RECURSIVE up AS (
    SELECT id AS told, id AS now FROM unnest($1::uuid[]) AS id
    UNION SELECT up.told, m.survivor_id FROM up JOIN merged_persons m ON m.person_id = up.now
    WHERE m.survivor_id IS NOT NULL
) SELECT told, now FROM up
WHERE NOT EXISTS (SELECT FROM merged_persons m WHERE m.person_id = up.now AND m.survivor_id IS NOT NULL)
"""
_REMEMBER = """
INSERT INTO repointed (reference, row_key, told_id)
SELECT $1, {key}, {column} FROM {table} WHERE {column} = $2
ON CONFLICT DO NOTHING
"""
_REMEMBER_ONE = """
INSERT INTO repointed (reference, row_key, told_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""
_FORGET_ROW = "DELETE FROM repointed WHERE reference = ANY($1) AND row_key = $2"
_POINT = """
UPDATE {table} t SET {column} = $3 FROM repointed r
WHERE r.reference = $1 AND r.told_id = $2 AND r.row_key = t.{key} AND t.{column} <> $3
"""
_FORGET = "DELETE FROM repointed WHERE reference = $1 AND told_id = $2"


async def note_merge(session: AsyncSession, person_id: UUID, survivor_id: UUID | None, revision: int) -> None:
    """``survivor_id`` stands for ``person_id`` now, or nobody does any more. Older news changes nothing."""
    await (await driver(session)).execute(_HEARD, person_id, survivor_id, revision)


async def standing_for(session: AsyncSession, person_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of each person who stands for them now: themselves, unless a merge stands that was heard of."""
    rows = await (await driver(session)).fetch(_STANDS_FOR, list(person_ids))
    return {row["told"]: row["now"] for row in rows}


async def entries_of(connection: asyncpg.Connection, person_id: UUID) -> list[UUID]:
    """Every entry that is this person now: the one that stands, and all that were merged into it."""
    (stands,) = await connection.fetch(_STANDS_FOR, [person_id])
    return [row["id"] for row in await connection.fetch(_LED_TO, [stands["now"]])]


async def remember(session: AsyncSession, reference: Reference, row_key: UUID, told_id: UUID) -> None:
    """A row made for who stands for ``told_id`` now is theirs again when the merge is undone."""
    await (await driver(session)).execute(_REMEMBER_ONE, reference.name, row_key, told_id)


async def forget(session: AsyncSession, references: Sequence[Reference], row_key: UUID) -> None:
    """What was told of these columns of a row was wrong: it is told anew, and ``settle`` begins again."""
    names = [reference.name for reference in references]
    await (await driver(session)).execute(_FORGET_ROW, names, row_key)


async def settle(session: AsyncSession, references: Sequence[Reference], person_ids: Sequence[UUID]) -> None:
    """Point everything that was told of these persons, or of entries merged into them, at who stands for them now.

    Call it after a merge or its undoing, and after keeping rows that may name somebody who was merged before.
    """
    connection = await driver(session)
    led = [row["id"] for row in await connection.fetch(_LED_TO, list(person_ids))]
    stands = await connection.fetch(_STANDS_FOR, led)
    for reference in references:
        for told, now in stands:
            await _point(connection, reference, told, now)


async def _point(connection: asyncpg.Connection, reference: Reference, told: UUID, now: UUID) -> None:
    parts = {"table": reference.table, "key": reference.key, "column": reference.column}
    if told != now:
        await connection.execute(_REMEMBER.format(**parts), reference.name, told)
    point = _POINT.format(**parts) + (f" AND NOT ({reference.unless})" if reference.unless else "")
    await connection.execute(point, reference.name, told, now)
    if told == now:
        await connection.execute(_FORGET, reference.name, told)
