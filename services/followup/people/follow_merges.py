"""Follow the registry's merges: the care of a merged entry is the survivor's, at the survivor's place.

Plans and visits, appointments, referrals, reminders, the number that was left and the note of a method all stand under
the survivor. When a merge is undone they go back. A visit that nobody touched meanwhile stands again as it stood before
the merge; what was recorded meanwhile stays recorded, with the plan that it was made under.
"""

from uuid import UUID

import asyncpg
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.db import driver
from chassis.repointing import Reference, note_merge, settle
from chassis.subscriptions import Delivery
from contracts.registry import PersonMerged, PersonUnmerged
from services.followup.people.keep_people import keep_people
from services.followup.people.tables import KnownPerson
from services.followup.plans.care_before import keep_care, restore_care
from services.followup.plans.follow_people import follow_people
from services.followup.plans.join_care import join_care
from services.followup.plans.tables import Plan
from services.followup.visits.rebase_visits import rebase_resumed

PLANS = Reference("plans", "id")
MOTHERS = Reference("births", "birth_id", "mother_id")
REFERENCES = (
    PLANS,
    Reference("reminders", "id"),
    Reference("appointments", "id"),
    Reference("referrals", "id"),
    Reference("contacts", "entry_id"),
    Reference("method_choices", "entry_id"),
    MOTHERS,
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
# What the survivor's death had ended is nothing to somebody who is not the survivor.
_NOT_THEIR_DEATH = """
DELETE FROM care_before c USING plans p LEFT JOIN visits v ON v.plan_id = p.id
WHERE p.id = ANY($1) AND c.row_id IN (p.id, v.id) AND c.cause = 'death' AND c.cause_id <> p.person_id
"""
# Taken from no place and no life yet, so that the next look at the person brings both.
_SYNC_ANEW = "UPDATE plans SET place_revision = 0, life_revision = 0 WHERE id = ANY($1)"


async def follow_merge(session: AsyncSession, event: PersonMerged, _: Delivery[PersonMerged]) -> None:
    """The entry leaves no care of its own behind."""
    connection = await driver(session)
    # The survivor's care too: a death or a move that was the other entry's becomes theirs, and may be taken back.
    plans = await _lock_plans(connection, event.person_id)
    with_survivors = plans + await _lock_plans(connection, event.survivor_id)
    await keep_care(connection, "merge", event.merge_id, with_survivors)
    mine = (col(KnownPerson.person_id) == event.person_id) & (col(KnownPerson.life_revision) < event.revision)
    await session.execute(update(KnownPerson).where(mine).values(withdrawn=True, life_revision=event.revision))
    await note_merge(session, event.person_id, event.survivor_id, event.revision)
    await settle(session, REFERENCES, [event.person_id])
    await connection.execute(_VISITS_TOO, plans)
    await connection.execute(_SYNC_ANEW, plans)
    session.expire_all()
    moved = (await session.scalars(select(Plan).where(col(Plan.id).in_(plans)))).all()
    persons = sorted({plan.person_id for plan in moved})
    await follow_people(session, persons)
    await join_care(session, persons)


async def follow_unmerge(session: AsyncSession, event: PersonUnmerged, delivery: Delivery[PersonUnmerged]) -> None:
    """The entry has its care back."""
    connection = await driver(session)
    plans = await _lock_plans(connection, event.person_id)
    await note_merge(session, event.person_id, None, event.revision)
    await settle(session, REFERENCES, [event.person_id])
    await connection.execute(_VISITS_TOO, plans)
    await restore_care(session, event.merge_id, undone=("ended",))
    await connection.execute(_NOT_THEIR_DEATH, plans)
    await connection.execute(_SYNC_ANEW, plans)
    session.expire_all()
    await keep_people(session, [delivery])
    await rebase_resumed(session, [event.person_id, event.survivor_id])


async def _lock_plans(connection: asyncpg.Connection, person_id: UUID) -> list[UUID]:
    # All that was told of the person, also what stands under somebody else's name by an earlier merge.
    told = [row["id"] for row in await connection.fetch(_TOLD, person_id)]
    return [row["id"] for row in await connection.fetch(_LOCK, told)]
