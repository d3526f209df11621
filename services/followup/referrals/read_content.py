"""Opens why somebody was referred and what was answered, for the two care teams that it concerns (C5)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.followup.referrals.answer_referral import ANSWER
from services.followup.referrals.load import load_referral
from services.followup.referrals.make_referral import REASON
from services.followup.referrals.schemas import ReferralContent
from services.followup.referrals.tables import Referral


async def read_content(
    session: AsyncSession, sealer: Sealer, caller: Caller, referral_id: UUID
) -> tuple[Referral, ReferralContent]:
    """The referral and its content; the reading itself is written down. Raises UnknownReferral."""
    referral = await load_referral(session, caller, referral_id)
    reason, answer = referral.content, referral.answer_content
    opened = ReferralContent(
        referral_id=referral.id,
        reason=None if reason is None else sealer.open(reason, REASON),
        answer=None if answer is None else sealer.open(answer, ANSWER),
    )
    await audit.record(session, caller, "read-referral-content", referral.person_id, referral=referral.id)
    return referral, opened
