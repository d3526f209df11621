"""One step of a referral on its way, and what the house is told of it."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from services.followup.referrals import events, rules
from services.followup.referrals.errors import ReferralNotInState
from services.followup.referrals.tables import Referral


async def pass_on(session: AsyncSession, referral: Referral, action: rules.Action, day: date) -> None:
    """``referral`` is locked. Raises ReferralNotInState."""
    before, state = referral.state, rules.after(referral.state, action)
    if state is None:
        raise ReferralNotInState(state=before)
    referral.state, referral.revision = state, referral.revision + 1
    outcome = rules.told_as(before, state)
    if state == "accepted":
        referral.accepted_on = day
    elif outcome is not None:
        referral.closed_on = day
    if outcome is not None:
        await outbox.add(session, events.closed(referral, outcome))
