"""What a worker needs in the next days and nothing else, small enough for a slow line."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from chassis import clock
from chassis.auth import Caller
from services.followup.care_team import prefix_range
from services.followup.protocols.catalogue import catalogue
from services.followup.worklists.day_list import is_worker

MOST = 400
"""Visits in one answer; more do not fit a worker's days anyway."""

COLUMNS = (
    *("id", "person_id"),
    *("name", "step", "occurrence", "place", "division", "earliest_on", "due_on", "latest_on"),
    *("state", "attempts", "retry_by", "planned_on", "revision"),
)
_SELECT = (
    "SELECT v.id, people.name, v.step, v.occurrence, v.place, v.division, v.earliest_on, v.due_on, v.latest_on,"
    " v.state, v.attempts, v.retry_by, v.planned_on, v.revision, v.version, v.person_id, plans.protocol,"
    " count(*) OVER () AS in_all"
    " FROM visits v JOIN plans ON plans.id = v.plan_id LEFT JOIN people ON people.person_id = v.person_id"
    " WHERE v.state IN ('scheduled', 'due', 'overdue') AND v.division >= $1 AND v.division < $2"
)
_ORDER = f"ORDER BY v.planned_on, v.due_on, v.id LIMIT {MOST}"
_OWN = f"{_SELECT} AND v.worker = $4 AND v.planned_on <= $3 {_ORDER}"
# Whom nobody has entered as a worker has no turns; what is somebody else's turn is not for them.
_UNPLANNED = f"{_SELECT} AND v.earliest_on <= $3 AND v.planned_on IS NULL {_ORDER}"


async def pull(pool: asyncpg.Pool, caller: Caller, days: int) -> tuple[dict[str, Any], set[UUID]]:
    """The body of ``SyncPulled`` for the caller's next ``days`` days, and whom it tells about."""
    until = clock.today() + timedelta(days=days - 1)
    scope = (*prefix_range(caller.scope_prefix), until)
    if await is_worker(pool, caller.subject):
        rows = await pool.fetch(_OWN, *scope, caller.subject)
    else:
        rows = await pool.fetch(_UNPLANNED, *scope)
    return _body(rows, until), {row["person_id"] for row in rows}


def _body(rows: list[asyncpg.Record], until: date) -> dict[str, Any]:
    keys = list(dict.fromkeys((row["protocol"], row["version"], row["step"]) for row in rows))
    places = {key: place for place, key in enumerate(keys)}
    visits = []
    for row in rows:
        at = places[row["protocol"], row["version"], row["step"]]
        visits.append([at if name == "step" else row[name] for name in COLUMNS])
    return {
        "day": clock.today(),
        "until": until,
        "columns": COLUMNS,
        "visits": visits,
        "steps": [_step(*key) for key in keys],
        "left_off": rows[0]["in_all"] - len(rows) if rows else 0,
    }


def _step(protocol: str, version: int, step_id: str) -> dict[str, Any]:
    step = catalogue().version(protocol, version).step(step_id)
    records = [{"id": r.id, "zh": r.title.zh, "en": r.title.en, "type": r.type, "unit": r.unit} for r in step.records]
    return {"id": step.id, "zh": step.title.zh, "en": step.title.en, "records": records}
