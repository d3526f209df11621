"""Look-ups of persons, straight on the driver: these are the register's hot reads.

Every query holds the caller's area: nobody is found who neither lives nor is registered in it.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg

from services.registry.persons.show_person import SHOWN
from services.registry.scope import DivisionRange

_COLUMNS = ", ".join(SHOWN)
_LAST_CHARACTER = "\U0010ffff"
_START = UUID(int=0)

# $1, $2: the caller's area.
_VISIBLE = (
    "((residence_division >= $1 AND residence_division < $2)"
    " OR (registered_division >= $1 AND registered_division < $2))"
)
# $3, $4: the division asked for.
_LIVES_THERE = "(residence_division >= $3 AND residence_division < $4)"
_REGISTERED_THERE = "(registered_division >= $3 AND registered_division < $4)"

_BY_NUMBER = f"SELECT {_COLUMNS} FROM persons WHERE citizen_number_index = $3 AND {_VISIBLE}"
_BY_NAME = (
    f"SELECT {_COLUMNS} FROM persons WHERE {_VISIBLE} AND ({_LIVES_THERE} OR {_REGISTERED_THERE})"
    " AND (name, id) > ($5, $6) AND name < $7 ORDER BY name, id LIMIT $8"
)
# Two parts, each in the order of an index, so that a page costs the same in a village and in the county. PostgreSQL
# starts its scan of the index at the row comparison even where another bound is closer, so callers give it the
# division's beginning, never less.
_BY_RESIDENCE = (
    f"SELECT {_COLUMNS} FROM persons WHERE {_LIVES_THERE} AND {_VISIBLE}"
    " AND (residence_division, id) > ($5, $6) ORDER BY residence_division, id LIMIT $7"
)
_BY_REGISTRATION = (
    f"SELECT {_COLUMNS} FROM persons WHERE {_REGISTERED_THERE} AND NOT {_LIVES_THERE}"
    f" AND {_VISIBLE} AND (registered_division, id) > ($5, $6) ORDER BY registered_division, id LIMIT $7"
)

Rows = Sequence[asyncpg.Record]


class Place(NamedTuple):
    """Where a list of a division has got to: residents first (part 0), then those only registered there (1)."""

    part: int = 0
    division: str = ""
    id: UUID = _START


async def by_number(pool: asyncpg.Pool, scope: DivisionRange, index: bytes) -> Rows:
    """The holder of the citizen number with this blind index: one row or none."""
    return await pool.fetch(_BY_NUMBER, *scope, index)


async def by_name(
    pool: asyncpg.Pool,
    scope: DivisionRange,
    division: DivisionRange,
    name: str,
    after: tuple[str, UUID] | None,
    limit: int,
) -> Rows:
    """Up to ``limit`` + 1 persons whose name begins with ``name``, by name."""
    reached = max(after or ("", _START), (name, _START))
    return await pool.fetch(_BY_NAME, *scope, *division, *reached, name + _LAST_CHARACTER, limit + 1)


async def by_division(
    pool: asyncpg.Pool, scope: DivisionRange, division: DivisionRange, after: Place, limit: int
) -> list[tuple[Place, asyncpg.Record]]:
    """Up to ``limit`` + 1 persons of a division, each with its place in the list."""
    found: list[tuple[Place, asyncpg.Record]] = []
    for part, (query, column) in enumerate(
        ((_BY_RESIDENCE, "residence_division"), (_BY_REGISTRATION, "registered_division"))
    ):
        if part < after.part or len(found) > limit:
            continue
        reached = max((after.division, after.id) if part == after.part else ("", _START), (division.low, _START))
        rows = await pool.fetch(query, *scope, *division, *reached, limit + 1 - len(found))
        found += [(Place(part, row[column], row["id"]), row) for row in rows]
    return found
