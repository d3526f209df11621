"""Follow the registry's merges: plans and visits of a merged entry are the survivor's, at the survivor's place.

When a merge is undone they go back. A visit that nobody touched meanwhile stands again as it stood before the merge;
what was recorded meanwhile stays recorded, with the plan that it was made under.
"""

from uuid import UUID

import asyncpg
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import outbox
from chassis.cloudevents import DomainEvent
from chassis.db import driver
from chassis.repointing import Reference, note_merge, settle
from chassis.subscriptions import Delivery
from contracts.followup import VisitReassigned
from contracts.registry import PersonMerged, PersonUnmerged
from services.followup.people.keep_people import keep_people
from services.followup.people.tables import KnownPerson
from services.followup.plans.follow_people import follow_people
from services.followup.plans.tables import Plan
from services.followup.visits import events, rules
from services.followup.visits.tables import Visit

_BOOKED = (
    "t.state = 'booked' AND EXISTS"
    " (SELECT FROM appointments o WHERE o.person_id = $3 AND o.service = t.service AND o.state = 'booked')"
)
REFERENCES = (
    Reference("plans", "id"),
    Reference("reminders", "id"),
    Reference("appointments", "id", unless=_BOOKED),
    Reference("referrals", "id"),
)
"""What here names a person; visits go with their plan. Who gave a consent stays as it was said."""

_TOLD = """
SELECT id FROM plans WHERE person_id = $1
UNION SELECT row_key FROM repointed WHERE reference = 'plans.person_id' AND told_id = $1
"""
_LOCK = "SELECT id FROM plans WHERE id = ANY($1) ORDER BY id FOR UPDATE"
_VISITS_TOO = """
UPDATE visits v SET person_id = p.person_id FROM plans p
WHERE p.id = v.plan_id AND p.id = ANY($1) AND v.person_id <> p.person_id
"""
# A plan and its visits, each under its own id.
_KEEP = """
INSERT INTO merged_care (merge_id, row_id, before)
SELECT $2::uuid, id, to_jsonb(p) FROM plans p WHERE id = ANY($1)
UNION ALL SELECT $2::uuid, id, to_jsonb(v) FROM visits v WHERE plan_id = ANY($1)
ON CONFLICT DO NOTHING
"""
# Taken from no place and no life yet, so that the next look at the person brings both.
_SYNC_ANEW = "UPDATE plans SET place_revision = 0, life_revision = 0 WHERE id = ANY($1)"

# What people did since stays: a plan that was left or completed, a visit that somebody wrote about.
_RESTORE_PLANS = """
UPDATE plans p SET revision = p.revision + 1, division = b.division, state = b.state, closed_on = b.closed_on
FROM merged_care m, jsonb_populate_record(NULL::plans, m.before) b
WHERE m.merge_id = $1 AND m.row_id = p.id AND p.state IN (b.state, 'ended')
    AND (p.division, p.state) IS DISTINCT FROM (b.division, b.state)
"""
_RESTORE_VISITS = """
WITH was AS (
    SELECT v.id, v.state, v.division, b.division AS d, b.former_divisions AS f, b.state AS s, b.closed_on AS c
    FROM visits v JOIN merged_care m ON m.row_id = v.id AND m.merge_id = $1 JOIN merged_care o ON o.merge_id = $1
    AND o.row_id = v.plan_id JOIN plans p ON p.id = v.plan_id AND p.state = o.before ->> 'state',
    jsonb_populate_record(NULL::visits, m.before) b
    WHERE (v.division, v.former_divisions, v.state) IS DISTINCT FROM (b.division, b.former_divisions, b.state)
        AND NOT EXISTS (SELECT FROM visit_entries e WHERE e.visit_id = v.id AND e.recorded_at > m.kept_at)
)
UPDATE visits v SET revision = v.revision + 1, division = d, former_divisions = f, state = s, closed_on = c
FROM was WHERE was.id = v.id RETURNING v.id, was.state, was.division
"""
_FORGET = "DELETE FROM merged_care WHERE merge_id = $1"


async def follow_merge(session: AsyncSession, event: PersonMerged, _: Delivery[PersonMerged]) -> None:
    """The entry leaves no care of its own behind."""
    connection = await driver(session)
    # The survivor's care too: a death or a move that was the other entry's becomes theirs, and may be taken back.
    plans = await _lock_plans(connection, event.person_id)
    await connection.execute(_KEEP, plans + await _lock_plans(connection, event.survivor_id), event.merge_id)
    mine = (col(KnownPerson.person_id) == event.person_id) & (col(KnownPerson.life_revision) < event.revision)
    await session.execute(update(KnownPerson).where(mine).values(withdrawn=True, life_revision=event.revision))
    await note_merge(session, event.person_id, event.survivor_id, event.revision)
    await settle(session, REFERENCES, [event.person_id])
    await connection.execute(_VISITS_TOO, plans)
    await connection.execute(_SYNC_ANEW, plans)
    session.expire_all()
    moved = (await session.scalars(select(Plan).where(col(Plan.id).in_(plans)))).all()
    await follow_people(session, sorted({plan.person_id for plan in moved}))


async def follow_unmerge(session: AsyncSession, event: PersonUnmerged, delivery: Delivery[PersonUnmerged]) -> None:
    """The entry has its care back."""
    connection = await driver(session)
    plans = await _lock_plans(connection, event.person_id)
    await note_merge(session, event.person_id, None, event.revision)
    await settle(session, REFERENCES, [event.person_id])
    await connection.execute(_VISITS_TOO, plans)
    await connection.execute(_RESTORE_PLANS, event.merge_id)
    restored = await connection.fetch(_RESTORE_VISITS, event.merge_id)
    await connection.execute(_SYNC_ANEW, plans)
    await connection.execute(_FORGET, event.merge_id)
    session.expire_all()
    told: list[DomainEvent] = []
    for row in restored:
        told += _news(await session.get_one(Visit, row["id"]), row["state"], row["division"])
    if told:
        await outbox.add(session, *told)
    await keep_people(session, [delivery])


async def _lock_plans(connection: asyncpg.Connection, person_id: UUID) -> list[UUID]:
    # All that was told of the person, also what stands under somebody else's name by an earlier merge.
    told = [row["id"] for row in await connection.fetch(_TOLD, person_id)]
    return [row["id"] for row in await connection.fetch(_LOCK, told)]


def _news(visit: Visit, state: str, division: str) -> list[DomainEvent]:
    """What assessment must hear of a visit that stands as before: who owes it, or that it is owed again."""
    if visit.state not in rules.OPEN:
        outcome = rules.told_as(state, visit.state)
        # Who left the county is counted where they left from.
        left = visit.former_divisions[-1] if visit.state == "moved-away" and visit.former_divisions else None
        return [events.closed(visit, outcome, left)] if outcome is not None and state != visit.state else []
    if state not in rules.OPEN:
        return [events.reopened(visit)]
    if visit.division == division:
        return []
    return [VisitReassigned(visit_id=visit.id, from_division=division, to_division=visit.division)]
