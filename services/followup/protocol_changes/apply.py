"""Carries a decision out, a set of plans in one transaction, with the events that tell of it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from chassis.db import driver
from chassis.identifiers import division_prefix
from chassis.sweeps import Sweep
from contracts.followup import VisitClosed, VisitRescheduled, VisitScheduled
from services.followup.care_team import prefix_range
from services.followup.protocol_changes.difference import LIMITS, UNFINISHED_SQL, difference_sql
from services.followup.protocol_changes.tables import ProtocolChange
from services.followup.protocols.catalogue import catalogue
from services.followup.visits.plan_visits import TOLD
from services.followup.visits.windows import step_arrays

CHUNK = 5_000
"""Plans in one transaction: long enough to be fast, short enough to hold no worker up."""

_LOCK = """
SELECT p.id FROM plans p
 WHERE p.protocol = $1 AND p.version = $2 AND p.state = 'active' AND p.division >= $3 AND p.division < $4 AND p.id > $5
 ORDER BY p.id LIMIT $6 FOR UPDATE
"""
_STATE = "CASE WHEN d.new_earliest_on > $7::date THEN 'scheduled' ELSE 'due' END"
# Of visits that rest nothing is told: nobody here owes them.
_OWED = "WHERE state <> 'moved-away'"
_APPLY = f"""
{difference_sql(f"AND p.id = ANY (${LIMITS}::uuid[])")},
moved AS (
    UPDATE visits v SET earliest_on = d.new_earliest_on, due_on = d.new_due_on, latest_on = d.new_latest_on,
           version = ${LIMITS + 1}, place = d.place, base_on = d.base_on,
           state = CASE v.state WHEN 'moved-away' THEN v.state ELSE {_STATE} END,
           worker = NULL, planned_on = NULL, retry_by = NULL, revision = v.revision + 1
      FROM differs d WHERE d.kind = 'moved' AND v.id = d.visit_id
    RETURNING v.id, v.division, v.due_on, v.latest_on, v.state
),
ended AS (
    UPDATE visits v SET state = 'ended', closed_on = $7::date, revision = v.revision + 1
      FROM differs d WHERE d.kind = 'ended' AND v.id = d.visit_id
    RETURNING v.id, v.division, v.due_on, v.latest_on, v.closed_on, d.state AS before
),
added AS (
    INSERT INTO visits (id, plan_id, person_id, version, step, occurrence, round, base_on, place, division,
                        former_divisions, earliest_on, due_on, latest_on, state, closed_on, attempts, revision)
    SELECT new_event_id(), d.plan_id, d.person_id, ${LIMITS + 1}, d.step, d.occurrence, d.round, d.base_on, d.place,
           d.division, '{{}}', d.new_earliest_on, d.new_due_on, d.new_latest_on,
           CASE WHEN d.away THEN 'moved-away' ELSE {_STATE} END, CASE WHEN d.away THEN $7::date END, 0, 1
      FROM differs d WHERE d.kind = 'added'
    RETURNING id, division, due_on, latest_on, state
),
told_moved AS ({outbox.insert_select(VisitRescheduled, TOLD, f"moved {_OWED}")}),
told_ended AS ({
    outbox.insert_select(
        VisitClosed,
        TOLD | {"closed_on": "closed_on", "outcome": "'ended'"},
        "ended WHERE before <> 'moved-away'",
    )
}),
told_added AS ({outbox.insert_select(VisitScheduled, TOLD, f"added {_OWED}")}),
passed AS (
    UPDATE plans p SET version = ${LIMITS + 1}, revision = p.revision + 1,
           round = p.round + (c.decision = 'restart')::int,
           anchor_on = CASE c.decision WHEN 'restart' THEN $7::date ELSE p.anchor_on END
      FROM chosen c WHERE c.decision <> 'keep' AND p.id = c.id
    RETURNING 1
)
SELECT (SELECT count(*) FROM passed) AS plans, (SELECT count(*) FROM added) AS added,
       (SELECT count(*) FROM moved) AS moved, (SELECT count(*) FROM ended) AS ended
"""


# Where a new version leaves nothing to do, the plan is complete.
_COMPLETE = f"""
UPDATE plans p SET state = 'completed', closed_on = $2, revision = p.revision + 1
 WHERE p.id = ANY ($1::uuid[]) AND NOT EXISTS (
       SELECT FROM visits v WHERE v.plan_id = p.id AND v.state IN ({UNFINISHED_SQL}))
"""


async def lay_out_anew(session: AsyncSession, protocol: str, version: int, plan_ids: Sequence[UUID]) -> None:
    """Give these plans (locked, flushed) the windows that their own version and their own day ask for."""
    connection = await driver(session)
    decided = ("rebase", "{}", clock.today())
    steps = step_arrays(catalogue().version(protocol, version))
    everywhere = prefix_range("")
    await connection.execute(_APPLY, protocol, version, *everywhere, *decided, *steps, plan_ids, version)
    await connection.execute(_COMPLETE, plan_ids, clock.today())


async def find_changes(session: AsyncSession) -> Sequence[tuple[UUID, UUID]]:
    """Decisions that are not carried out yet, and how far they are."""
    running = select(col(ProtocolChange.id), col(ProtocolChange.reached)).where(col(ProtocolChange.state) == "applying")
    return [(change_id, reached) for change_id, reached in (await session.execute(running)).all()]


async def apply_change(session: AsyncSession, item: tuple[UUID, UUID]) -> None:
    """The next ``CHUNK`` plans of one decision; the last call finds none and closes it."""
    change = await session.get(ProtocolChange, item[0], with_for_update=True, populate_existing=True)
    if change is None or change.state != "applying" or change.reached != item[1]:
        return
    connection = await driver(session)
    named = (change.protocol, change.from_version, *prefix_range(division_prefix(change.division)))
    plan_ids = [row["id"] for row in await connection.fetch(_LOCK, *named, change.reached, CHUNK)]
    if not plan_ids:
        change.state = "done"
        return
    target = catalogue().version(change.protocol, change.to_version)
    decided = (change.decision, orjson.dumps(change.exceptions).decode(), change.decided_on)
    row = await connection.fetchrow(_APPLY, *named, *decided, *step_arrays(target), plan_ids, change.to_version)
    await connection.execute(_COMPLETE, plan_ids, change.decided_on)
    assert row is not None  # noqa: S101 - counts come in one row, always
    change.reached = plan_ids[-1]
    for name in ("plans", "added", "moved", "ended"):
        setattr(change, name, getattr(change, name) + row[name])


APPLY_CHANGES = Sweep("apply-protocol-changes", timedelta(seconds=5), find_changes, apply_change)
