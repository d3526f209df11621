"""What a person's move, death or withdrawn entry means for their plans and visits, and what it means if that is undone.

Runs in the transaction that changes the read model. Each plan remembers the revision of the person that it has
taken in, so that a rebuild of the read model, which lives through all moves again, moves nothing back.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.db import driver
from services.followup.people.tables import KnownPerson
from services.followup.plans import rules
from services.followup.plans.care_before import keep_care, restore_care
from services.followup.plans.end_visits import end_visits
from services.followup.plans.tables import Plan
from services.followup.visits.move_visits import move_visits
from services.followup.visits.rebase_visits import rebase_resumed

_BACK = """
SELECT person_id FROM people WHERE person_id = ANY($1) AND living AND NOT withdrawn AND EXISTS (
    SELECT FROM care_before c JOIN plans p ON p.id = c.row_id
     WHERE c.cause_id = people.person_id AND p.life_revision < people.life_revision)
"""


async def follow_people(session: AsyncSession, person_ids: Sequence[UUID]) -> None:
    """Bring the plans of these persons in step with the read model."""
    await _follow_moves(session, person_ids)
    await _end_care(session, person_ids)
    await _resume_care(session, person_ids)


async def _follow_moves(session: AsyncSession, person_ids: Sequence[UUID]) -> None:
    moved = _alive(person_ids).where(col(KnownPerson.place_revision) > col(Plan.place_revision))
    plans = []
    for plan, person in (await session.execute(moved)).all():
        plan.place_revision = person.place_revision
        if person.division is not None and plan.division != person.division:
            plan.division, plan.revision = person.division, plan.revision + 1
            plans.append(plan)
    if plans:
        await move_visits(session, plans)


async def _end_care(session: AsyncSession, person_ids: Sequence[UUID]) -> None:
    gone = (
        _alive(person_ids)
        .where(col(KnownPerson.life_revision) > col(Plan.life_revision))
        .where(~col(KnownPerson.living) | col(KnownPerson.withdrawn))
    )
    ended = []
    found = (await session.execute(gone)).all()
    for person_id in sorted({plan.person_id for plan, _ in found}):
        care = [plan.id for plan, _ in found if plan.person_id == person_id]
        await keep_care(await driver(session), "death", person_id, care)
    for plan, person in found:
        plan.life_revision, plan.state = person.life_revision, rules.after_ending(plan.state)
        plan.closed_on, plan.revision = clock.today(), plan.revision + 1
        ended.append(plan.id)
    if ended:
        await end_visits(session, ended)


async def _resume_care(session: AsyncSession, person_ids: Sequence[UUID]) -> None:
    """Somebody who was told dead, or never there, lives: what stopped goes on, where it can still be in time."""
    back = [row["person_id"] for row in await (await driver(session)).fetch(_BACK, list(person_ids))]
    for person_id in back:
        await restore_care(session, person_id, undone=("ended",))
    if back:
        await _follow_moves(session, back)
        await rebase_resumed(session, back)


def _alive(person_ids: Sequence[UUID]) -> Select[Plan, KnownPerson]:
    """Offered and active plans of these persons, locked; what the session knew of them is read anew."""
    return (
        select(Plan, KnownPerson)
        .join(KnownPerson, col(KnownPerson.person_id) == col(Plan.person_id))
        .where(col(Plan.person_id) == any_(literal(list(person_ids), ARRAY(Uuid))))
        .where(col(Plan.state).in_(rules.ALIVE))
        .order_by(col(Plan.id))
        .with_for_update(of=Plan)
        .execution_options(populate_existing=True)
    )
