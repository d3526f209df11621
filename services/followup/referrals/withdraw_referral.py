"""The person takes the consent back: one step, no reason, for good. What was shared is erased, not only hidden."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from services.followup.referrals.load import load_own_referral
from services.followup.referrals.pass_on import pass_on
from services.followup.referrals.tables import Referral


async def withdraw_referral(session: AsyncSession, caller: Caller, referral_id: UUID) -> Referral:
    """The referral after it; never refused, and a repeat changes nothing. Raises UnknownReferral."""
    referral = await load_own_referral(session, caller, referral_id)
    if referral.state != "withdrawn":
        # Together with the state: the database keeps no content without the consent.
        referral.content = referral.answer_content = None
        await pass_on(session, referral, "withdraw", clock.today())
        await audit.record(session, caller, "withdraw-referral", referral.person_id, referral=referral.id)
    return referral
