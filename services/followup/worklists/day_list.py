"""One day's visits: a worker's own, or all in a township. Read straight through asyncpg: it opens every morning."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from chassis.auth import Caller
from chassis.pagination import decode_cursor
from services.followup.care_team import division_range
from services.followup.visits.schemas import ListedVisit
from services.followup.visits.work_list import COLUMNS, listed_visit

_OPEN = "v.state IN ('scheduled', 'due', 'overdue')"
_FROM = (
    "FROM visits v JOIN plans ON plans.id = v.plan_id LEFT JOIN people ON people.person_id = v.person_id"
    f" WHERE {_OPEN} AND v.division >= $1 AND v.division < $2 AND (v.division, v.place, v.id) > ($4, $5, $6)"
)
_ORDER = "ORDER BY v.division, v.place, v.id LIMIT $7"
_OWN = f"SELECT {COLUMNS} {_FROM} AND v.planned_on = $3 AND v.worker = $8 {_ORDER}"
_ALL = f"SELECT {COLUMNS} {_FROM} AND v.planned_on = $3 {_ORDER}"
# Whom nobody has entered as a worker has no turns: their list is what can be done that day and is nobody's turn.
_UNPLANNED = f"SELECT {COLUMNS} {_FROM} AND v.earliest_on <= $3 AND v.planned_on IS NULL {_ORDER}"
MOST_WAITING = 500
"""More are not counted: nobody plans a day by whether it is five hundred or five thousand."""
_WAITING = (
    f"SELECT count(*) FROM (SELECT FROM visits v WHERE {_OPEN} AND v.division >= $1 AND v.division < $2"
    f" AND v.planned_on IS NULL AND v.earliest_on <= $3 LIMIT {MOST_WAITING}) counted"
)
_BEGINNING = ("", "", UUID(int=0))


async def day_list(
    pool: asyncpg.Pool,
    caller: Caller,
    day: date,
    worker: str | None,
    division: str | None,
    cursor: str | None,
    limit: int,
) -> list[ListedVisit]:
    """Up to ``limit + 1`` visits of ``day``, by place: the worker's, or all in ``division``.

    Raises BadPayload, NotAllowed.
    """
    after = decode_cursor(cursor, str, str, UUID) if cursor else _BEGINNING
    parameters: list[Any] = [*division_range(caller, division), day, *after, limit + 1]
    if worker is None:
        statement = _ALL
    elif await is_worker(pool, worker):
        statement, parameters = _OWN, [*parameters, worker]
    else:
        statement = _UNPLANNED
    return [listed_visit(row) for row in await pool.fetch(statement, *parameters)]


async def is_worker(pool: asyncpg.Pool, subject: str) -> bool:
    """Whether visits are planned for this account."""
    return bool(await pool.fetchval("SELECT active FROM workers WHERE subject = $1", subject))


async def waiting(pool: asyncpg.Pool, caller: Caller, day: date, division: str | None) -> int:
    """How many visits that could be made by ``day`` have no worker and day yet, up to ``MOST_WAITING``.

    Raises BadPayload, NotAllowed.
    """
    return int(await pool.fetchval(_WAITING, *division_range(caller, division), day))
