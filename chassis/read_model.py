"""What a service keeps of another's facts: rows by key, each replaced only by a newer revision of itself.

So it does not matter in which order, or how often, events arrive, and a model can be rebuilt from zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, inspect
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession


def table_of(model: type[Any]) -> Table:
    """The table behind a SQLModel class."""
    table: Table = inspect(model).local_table
    return table


def newest(rows: Iterable[Mapping[str, Any]], key: str) -> list[Mapping[str, Any]]:
    """Of each key, the row with the highest ``revision``; a statement may touch a row only once."""
    by_key: dict[Any, Mapping[str, Any]] = {}
    for row in rows:
        kept = by_key.get(row[key])
        if kept is None or kept["revision"] < row["revision"]:
            by_key[row[key]] = row
    return list(by_key.values())


async def keep_newest(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``, or update where theirs is the higher ``revision``. The table has one key column."""
    (key,) = (column.name for column in table.primary_key)
    statement = insert(table)
    changed = {column.name: statement.excluded[column.name] for column in table.columns if column.name in rows[0]}
    statement = statement.on_conflict_do_update(
        index_elements=[key], set_=changed, where=table.c.revision < statement.excluded.revision
    )
    await session.execute(statement, newest(rows, key))
