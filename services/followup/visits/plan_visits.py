"""Plans the visits of plans that were agreed to, a set of plans in one statement, with the events that tell of them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.db import driver
from contracts.followup import VisitScheduled
from services.followup.protocols.model import Protocol
from services.followup.visits.windows import laid_out_sql, step_arrays

TOLD = {"visit_id": "id", "division": "division", "due_on": "due_on", "latest_on": "latest_on"}
"""The fields of what is told of a planned visit."""

_PLANS = "plans p WHERE p.id = ANY ($1::uuid[])"
# Never overdue from the start: the sweep says so, with the event that belongs to it.
_PLANNED = f"""
INSERT INTO visits (id, plan_id, person_id, version, step, occurrence, round, base_on, place, division,
                    former_divisions, earliest_on, due_on, latest_on, state, attempts, revision)
SELECT new_event_id(), p.id, p.person_id, p.version, w.step, w.occurrence, p.round, p.anchor_on, w.place, p.division,
       '{{}}', w.earliest_on, w.due_on, w.latest_on, CASE WHEN w.earliest_on > $2 THEN 'scheduled' ELSE 'due' END, 0, 1
  FROM (SELECT p.*, c.given_on FROM {_PLANS.replace(" WHERE", " JOIN consents c ON c.plan_id = p.id WHERE")}
         ORDER BY p.id) p
  JOIN laid_out w ON w.base_on = p.anchor_on AND w.latest_on >= p.given_on
RETURNING id, division, due_on, latest_on
"""
_PLAN = f"""
WITH laid_out AS MATERIALIZED ({laid_out_sql(f"SELECT DISTINCT p.anchor_on AS base_on FROM {_PLANS}", 3)}),
planned AS ({_PLANNED}) {outbox.insert_select(VisitScheduled, TOLD, "planned")}
"""


async def plan_visits(session: AsyncSession, protocol: Protocol, plan_ids: Sequence[UUID]) -> None:
    """Plan what can still be in time on the day of each plan's consent: nobody is owed a visit in the past.

    The plans and consents are written, the plans follow ``protocol`` and have no visits yet.
    """
    await session.flush()
    connection = await driver(session)
    await connection.execute(_PLAN, list(plan_ids), clock.today(), *step_arrays(protocol))
