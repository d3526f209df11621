"""Seals every value of a service anew with the current key: ``python -m chassis.reseal SERVICE [--rate N] [--check]``.

Runs beside the service, as the schema's owner (MIGRATION_DATABASE_URL, HUIJIA_KEYS), a few pages of a table at a time,
at most ``--rate`` values a second, and may be stopped and begun again at any time: what is done is passed over.
Versions, guards and searches see nothing of it, since what is sealed stays the same: their triggers are off meanwhile.
At the end every value is counted by its key; exit 1 unless none is left under another.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from uuid import UUID

import asyncpg

from chassis.sealed_columns import SealedColumn, sealed_columns
from chassis.sealing import SealBroken, Sealer

_PAGES, _PASSES, _RATE = 128, 4, 2000
# A running process looks for a new key every few seconds, and seals with the former one until then.
_UNTIL_ALL_KNOW = 10.0
_SIZE = "SELECT pg_relation_size($1::regclass) / current_setting('block_size')::bigint"
_QUIET = "SET LOCAL session_replication_role = replica"


class Pace:
    """Holds the work to so many values a second."""

    def __init__(self, rate: float) -> None:
        self._rate, self._due = rate, time.monotonic()

    async def after(self, values: int) -> None:
        """Wait until the next may begin."""
        self._due = max(self._due, time.monotonic()) + values / self._rate
        await asyncio.sleep(max(0.0, self._due - time.monotonic()))


async def reseal(owner: asyncpg.Connection, sealer: Sealer, columns: Sequence[SealedColumn], pace: Pace) -> int:
    """One pass over all columns; how many values were sealed anew. Raises SealBroken, naming the column."""
    return sum([await _column(owner, sealer, column, pace) for column in columns])


async def remaining(owner: asyncpg.Connection, sealer: Sealer, columns: Sequence[SealedColumn]) -> dict[str, int]:
    """Column → values that are not under the current key. Nothing there means: no former key is needed any more."""
    left = {}
    for column in columns:
        places = [place async for places in _places(owner, sealer, column) for place in places]
        if column.first_form is not None:
            places = [place for place in places if await _is_former(owner, sealer, column, place)]
        left[column.name] = len(places)
    return left


async def _column(owner: asyncpg.Connection, sealer: Sealer, column: SealedColumn, pace: Pace) -> int:
    done = 0
    async for places in _places(owner, sealer, column):
        for start in range(0, len(places), column.at_once):
            some = places[start : start + column.at_once]
            done += await _some(owner, sealer, column, some)
            await pace.after(len(some))
    return done


async def _places(owner: asyncpg.Connection, sealer: Sealer, column: SealedColumn) -> AsyncIterator[list[str]]:
    """Where the values under other keys lie, pages by pages: by address, so that each page is read once."""
    other = "" if column.first_form is not None else f"AND substring({column.column}, 1, 1) <> $3"
    query = (
        f"SELECT ctid::text FROM {column.table} WHERE ctid >= $1::text::tid AND ctid < $2::text::tid"
        f" AND length({column.column}) > 0 {other}"
    )
    current = [] if column.first_form is not None else [bytes([sealer.current])]
    pages = await owner.fetchval(_SIZE, column.table)
    for page in range(0, pages, _PAGES):
        rows = await owner.fetch(query, f"({page},0)", f"({page + _PAGES},0)", *current)
        yield [row["ctid"] for row in rows]


async def _some(owner: asyncpg.Connection, sealer: Sealer, column: SealedColumn, places: list[str]) -> int:
    async with owner.transaction():
        await owner.execute(_QUIET)
        # Locked rows are somebody's at this moment, and found again by the next pass.
        rows = await owner.fetch(_read(column) + " FOR UPDATE SKIP LOCKED", places)
        anew = [(row["place"], _anew(sealer, column, row)) for row in rows]
        changed = [(place, value) for place, value in anew if value is not None]
        await owner.executemany(f"UPDATE {column.table} SET {column.column} = $2 WHERE ctid = $1::text::tid", changed)
    return len(changed)


def _read(column: SealedColumn) -> str:
    return (
        f"SELECT ctid::text AS place, {column.column} AS value, ({column.bound_to or 'NULL'})::text AS bound_to"
        f" FROM {column.table} WHERE ctid = ANY ($1::text[]::tid[]) AND length({column.column}) > 0"
    )


def _anew(sealer: Sealer, column: SealedColumn, row: asyncpg.Record) -> bytes | None:
    """The value under the current key; None where it is there already."""
    value, context = row["value"], column.context_for(row["bound_to"])
    try:
        content = sealer.open_bytes(value, context)
    except SealBroken:
        if column.first_form is None:
            raise SealBroken(f"{column.name}: a value cannot be opened as {column.context}") from None
        return sealer.seal_bytes(column.first_form(sealer, UUID(row["bound_to"]), value), context)
    return None if value[0] == sealer.current else sealer.seal_bytes(content, context)


async def _is_former(owner: asyncpg.Connection, sealer: Sealer, column: SealedColumn, place: str) -> bool:
    rows = await owner.fetch(_read(column), [place])
    return any(_anew(sealer, column, row) is not None for row in rows)


async def _run(service: str, rate: float, check: bool) -> int:
    sealer = Sealer.load(Path(os.environ.get("HUIJIA_KEYS", ".run/keys")), service)
    columns = sealed_columns(service)
    owner = await asyncpg.connect(os.environ["MIGRATION_DATABASE_URL"].replace("{service}", service))
    try:
        return await _until_none_is_left(owner, service, sealer, columns, 0 if check else _PASSES, Pace(rate))
    finally:
        await owner.close()


async def _until_none_is_left(
    owner: asyncpg.Connection, service: str, sealer: Sealer, columns: Sequence[SealedColumn], passes: int, pace: Pace
) -> int:
    for number in range(passes):
        done = await reseal(owner, sealer, columns, pace)
        print(f"{service}: {done} values sealed anew with key {sealer.current}", flush=True)
        if not any((await remaining(owner, sealer, columns)).values()):
            break
        if number < passes - 1:
            await asyncio.sleep(_UNTIL_ALL_KNOW)
    left = await remaining(owner, sealer, columns)
    for name, count in left.items():
        if count:
            print(f"{service}: {count} values of {name} are under another key than {sealer.current}", file=sys.stderr)
    if not any(left.values()):
        print(f"{service}: every value of {len(left)} columns is under key {sealer.current}", flush=True)
    return 1 if any(left.values()) else 0


def main(arguments: list[str]) -> int:
    """See the module."""
    parser = argparse.ArgumentParser("python -m chassis.reseal")
    parser.add_argument("service")
    parser.add_argument("--rate", type=float, default=_RATE, help="values a second")
    parser.add_argument("--check", action="store_true", help="count only")
    told = parser.parse_args(arguments)
    return asyncio.run(_run(told.service, told.rate, told.check))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
