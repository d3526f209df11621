"""Another county has taken somebody's care: plans and referrals end here, and nothing more is owed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.subscriptions import Delivery
from contracts.migrants import ServicesReleased
from services.followup.plans import rules
from services.followup.plans.end_visits import end_visits
from services.followup.plans.tables import Plan
from services.followup.referrals.pass_on import pass_on
from services.followup.referrals.rules import OPEN
from services.followup.referrals.tables import Referral


async def end_after_handover(session: AsyncSession, event: ServicesReleased, _: Delivery[ServicesReleased]) -> None:
    """End those of the persons named; a slip in an id ends nobody else's care. Heard again, it changes nothing."""
    await _end_plans(session, event)
    await _end_referrals(session, event)


async def _end_plans(session: AsyncSession, event: ServicesReleased) -> None:
    theirs = select(Plan).where(col(Plan.id).in_(event.care_plans), col(Plan.person_id).in_(event.person_ids))
    alive = theirs.where(col(Plan.state).in_(rules.ALIVE)).order_by(col(Plan.id))
    ended: list[UUID] = []
    for plan in (await session.scalars(alive.with_for_update())).all():
        plan.state, plan.closed_on = rules.after_ending(plan.state), event.released_on
        plan.revision += 1
        ended.append(plan.id)
    if ended:
        await session.flush()
        await end_visits(session, ended)


async def _end_referrals(session: AsyncSession, event: ServicesReleased) -> None:
    theirs = select(Referral).where(col(Referral.id).in_(event.referrals))
    theirs = theirs.where(col(Referral.person_id).in_(event.person_ids), col(Referral.state).in_(OPEN))
    for referral in (await session.scalars(theirs.order_by(col(Referral.id)).with_for_update())).all():
        await pass_on(session, referral, "end", event.released_on)
