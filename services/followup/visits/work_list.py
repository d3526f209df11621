"""The work list: visits in scope by due date, read straight through asyncpg because every worker opens it all day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg

from chassis.pagination import decode_cursor
from services.followup.visits.rules import VisitState
from services.followup.visits.schemas import ListedVisit
from services.followup.visits.seen import titles

COLUMNS = (
    "v.id, v.plan_id, v.person_id, people.name, v.step, v.occurrence, v.place, v.division, v.earliest_on, v.due_on,"
    " v.latest_on, v.state, v.closed_on, v.attempts, v.revision, v.retry_by, v.worker, v.planned_on,"
    " plans.protocol, v.version"
)
_BEGINNING = (date.min, UUID(int=0))


async def work_list(
    pool: asyncpg.Pool,
    divisions: tuple[str, str],
    states: Sequence[VisitState],
    due_before: date | None,
    person_id: UUID | None,
    cursor: str | None,
    limit: int,
) -> list[ListedVisit]:
    """Up to ``limit + 1`` visits of ``divisions`` (low ≤ code < high), soonest due first. Raises BadPayload."""
    after = decode_cursor(cursor, date, UUID) if cursor else _BEGINNING
    # The states are literals of our own in the statement, because a partial index serves the open ones.
    listed = ", ".join(f"'{state}'" for state in states)
    # The page is cut before anything is joined to it: a township has thousands of open visits.
    rows = await pool.fetch(
        "WITH v AS MATERIALIZED (SELECT * FROM visits"
        f" WHERE division >= $1 AND division < $2 AND state IN ({listed}) AND due_on < $3"
        " AND (due_on, id) > ($4, $5) AND ($7::uuid IS NULL OR person_id = $7)"
        f" ORDER BY due_on, id LIMIT $6) SELECT {COLUMNS} FROM v JOIN plans ON plans.id = v.plan_id"
        " LEFT JOIN people ON people.person_id = v.person_id ORDER BY v.due_on, v.id",
        *divisions,
        due_before or date.max,
        *after,
        limit + 1,
        person_id,
    )
    return [listed_visit(row) for row in rows]


def listed_visit(row: asyncpg.Record) -> ListedVisit:
    """A row of ``COLUMNS`` as callers see it."""
    columns = dict(row)
    step = titles(columns.pop("protocol"), columns.pop("version"), columns["step"])
    return ListedVisit.model_validate(columns | step)
