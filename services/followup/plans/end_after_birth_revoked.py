"""A registration of a birth was taken back: what it offered or started ends quietly, what it had ended goes on."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.subscriptions import Delivery
from contracts.registry import BirthRevoked
from services.followup.plans import rules
from services.followup.plans.births import KnownBirth, has_another
from services.followup.plans.care_before import restore_care
from services.followup.plans.end_visits import end_visits
from services.followup.plans.follow_people import follow_people
from services.followup.plans.tables import Plan


async def end_after_birth_revoked(session: AsyncSession, event: BirthRevoked, _: Delivery[BirthRevoked]) -> None:
    """End the plans of this birth, the mother's too: they hang on a date that was wrong.

    Her care in pregnancy, which ended with the birth, goes on where it can still be in time, unless another birth
    shows that the pregnancy is over (one birth registered twice, say).
    """
    await _end_plans(session, event.birth_id)
    birth = await session.get(KnownBirth, event.birth_id, with_for_update=True)
    if birth is None or birth.revoked:
        return
    birth.revoked, mother_id = True, birth.mother_id
    if mother_id is not None and not await has_another(session, birth):
        await restore_care(session, event.birth_id, undone=("completed", "ended"))
        await follow_people(session, [mother_id])


async def _end_plans(session: AsyncSession, birth_id: UUID) -> None:
    of_birth = (
        select(Plan)
        .where(col(Plan.origin) == "birth", col(Plan.origin_id) == birth_id)
        .where(col(Plan.state).in_(rules.ALIVE))
        .order_by(col(Plan.id))
    )
    plans = (await session.scalars(of_birth.with_for_update())).all()
    for plan in plans:
        plan.state, plan.closed_on = rules.after_ending(plan.state), clock.today()
        plan.revision += 1
    if plans:
        await end_visits(session, [plan.id for plan in plans])
