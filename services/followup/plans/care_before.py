"""Care as it stood before a merge, a birth or a death, so that it can go on when the registry takes that back.

What people did since stays: a plan that somebody left, a visit that somebody wrote about. After a merge everything
else stands again as before. After a birth or a death that never was, only what can still be in time is owed again:
nobody missed a visit in the days in which, for all that was known, none was owed.
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.cloudevents import DomainEvent
from chassis.db import driver
from contracts.followup import VisitReassigned
from services.followup.visits import events, rules
from services.followup.visits.tables import Visit

Cause = Literal["merge", "birth", "death"]

# A plan and its visits, each under its own id.
_KEEP = """
INSERT INTO care_before (cause, cause_id, row_id, before, kept_at)
SELECT $1::text, $2::uuid, id, to_jsonb(p), $4::timestamptz FROM plans p WHERE id = ANY($3)
UNION ALL SELECT $1::text, $2::uuid, id, to_jsonb(v), $4 FROM visits v WHERE plan_id = ANY($3)
ON CONFLICT DO NOTHING
"""
_PLANS = """
UPDATE plans p SET revision = p.revision + 1, division = b.division, state = b.state, closed_on = b.closed_on,
    superseded_by = b.superseded_by, reopened_on = CASE WHEN m.cause <> 'merge' THEN $3::date ELSE p.reopened_on END
FROM care_before m, jsonb_populate_record(NULL::plans, m.before) b
WHERE m.cause_id = $1 AND m.row_id = p.id AND p.state = ANY (b.state || $2::text[])
    AND (p.division, p.state) IS DISTINCT FROM (b.division, b.state)
    AND (m.cause = 'merge' OR b.state = 'offered' OR EXISTS (
        SELECT FROM care_before o, jsonb_populate_record(NULL::visits, o.before) v
        WHERE o.cause_id = $1 AND v.plan_id = p.id AND v.latest_on >= $3 AND v.state = ANY ($4::text[])))
"""
# Days that passed meanwhile, and a birth that was corrected, count: what was open stays as open as it is by now.
# A turn goes on too, where its day is still ahead and the worker there.
_VISITS = """
WITH was AS (
    SELECT v.id, v.state AS state_was, v.division AS division_was, v.former_divisions AS former_was, b.*,
        b.planned_on >= $2 AND EXISTS (
            SELECT FROM workers w WHERE w.subject = b.worker AND w.active AND NOT EXISTS (
                SELECT FROM leaves l WHERE l.subject = w.subject AND b.planned_on BETWEEN l.from_on AND l.to_on)
        ) AS turn
    FROM visits v JOIN care_before m ON m.row_id = v.id AND m.cause_id = $1
    JOIN care_before o ON o.cause_id = $1 AND o.row_id = v.plan_id
    JOIN plans p ON p.id = v.plan_id AND p.state = o.before ->> 'state'
    CROSS JOIN LATERAL (SELECT division, former_divisions, state, closed_on, latest_on, worker, planned_on
        FROM jsonb_populate_record(NULL::visits, m.before)) b
    WHERE (v.division, v.former_divisions, v.state) IS DISTINCT FROM (b.division, b.former_divisions, b.state)
        AND (m.cause = 'merge' OR b.latest_on >= $2)
        AND NOT EXISTS (SELECT FROM visit_entries e WHERE e.visit_id = v.id AND e.recorded_at > m.kept_at)
)
UPDATE visits v SET revision = v.revision + 1, division = was.division, former_divisions = was.former_divisions,
    state = CASE WHEN was.state_was = ANY ($3) AND was.state = ANY ($3) THEN v.state ELSE was.state END,
    closed_on = was.closed_on, worker = CASE WHEN turn THEN was.worker END,
    planned_on = CASE WHEN turn THEN was.planned_on END
FROM was WHERE was.id = v.id RETURNING v.id, state_was, division_was, former_was
"""
_FORGET = "DELETE FROM care_before WHERE cause_id = $1"


async def keep_care(connection: asyncpg.Connection, cause: Cause, cause_id: UUID, plan_ids: Sequence[UUID]) -> None:
    """Remember these plans (locked) and their visits as they are now; the first memory of a cause counts."""
    await connection.execute(_KEEP, cause, cause_id, plan_ids, clock.now())


async def restore_care(session: AsyncSession, cause_id: UUID, undone: Sequence[str]) -> None:
    """Let care stand as before, and tell the house what is owed again.

    ``undone``: the states in which the cause itself has left plans; plans in any other state people have moved on.
    """
    await session.flush()
    connection = await driver(session)
    await connection.execute(_PLANS, cause_id, list(undone), clock.today(), list(rules.UNFINISHED))
    restored = await connection.fetch(_VISITS, cause_id, clock.today(), list(rules.OPEN))
    await connection.execute(_FORGET, cause_id)
    session.expire_all()
    told: list[DomainEvent] = []
    for row in restored:
        counted_in = _counted_in(row["state_was"], row["division_was"], row["former_was"])
        told += _news(await session.get_one(Visit, row["id"]), row["state_was"], counted_in)
    if told:
        await outbox.add(session, *told)


def _counted_in(state: str, division: str, former: Sequence[str]) -> str:
    """Who left the county is counted where they left from; everybody else where the visit is owed."""
    return former[-1] if state == "moved-away" and former else division


def _news(visit: Visit, state: str, counted_in: str) -> list[DomainEvent]:
    """What assessment must hear of a visit that stands as before: who owes it, or that it is owed again.

    ``state`` and ``counted_in`` are what it heard last.
    """
    place = _counted_in(visit.state, visit.division, visit.former_divisions)
    if visit.state not in rules.OPEN:
        elsewhere = state not in rules.OPEN and place != counted_in
        outcome = rules.told_as("scheduled" if elsewhere else state, visit.state)
        return [] if outcome is None else [events.closed(visit, outcome, place)]
    if state not in rules.OPEN:
        return [events.reopened(visit), *([events.overdue(visit)] if visit.state == "overdue" else [])]
    if place == counted_in:
        return []
    return [VisitReassigned(visit_id=visit.id, from_division=counted_in, to_division=place)]
