"""No answer by its day: said openly, so that somebody asks the provider. A late answer still counts."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.sweeps import Sweep
from services.followup.people.tables import KnownPerson
from services.followup.referrals.pass_on import pass_on
from services.followup.referrals.rules import OPEN
from services.followup.referrals.tables import Referral

_BATCH = 200


async def find_referrals(session: AsyncSession) -> Sequence[UUID]:
    """Ids of open referrals whose day has passed, or whose person cannot be cared for any more."""
    still_open = select(col(Referral.id)).where(col(Referral.state).in_(OPEN))
    with_person = still_open.outerjoin(KnownPerson, col(KnownPerson.person_id) == col(Referral.person_id))
    over = col(Referral.answer_due_on) < clock.today()
    found = with_person.where(over | ~col(KnownPerson.living) | col(KnownPerson.withdrawn))
    return (await session.scalars(found.order_by(col(Referral.id)).limit(_BATCH))).all()


async def time_out_referral(session: AsyncSession, referral_id: UUID) -> None:
    """Close one, if it is still so."""
    referral = await session.get(Referral, referral_id, with_for_update=True)
    if referral is None or referral.state not in OPEN:
        return
    person = await session.get(KnownPerson, referral.person_id)
    if person is not None and not person.can_be_cared_for:
        await pass_on(session, referral, "end", clock.today())
    elif referral.answer_due_on < clock.today():
        await pass_on(session, referral, "time-out", clock.today())


TIME_OUT_REFERRALS = Sweep("time-out-referrals", timedelta(minutes=10), find_referrals, time_out_referral)
