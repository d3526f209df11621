"""A visit ended in a referral: offer to ask, within two weeks, whether the person got the help."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.followup.plans.offer import Reason, offer
from services.followup.protocols.catalogue import catalogue
from services.followup.visits.tables import Visit


async def offer_after_referral(session: AsyncSession, visit: Visit, referred_on: date) -> None:
    """Offer each plan that a referral triggers, once per visit."""
    for protocol in catalogue().triggered_by("referral", clock.today()):
        reason = Reason("referral", visit.id)
        await offer(session, protocol, visit.person_id, referred_on, reason, visit.division, clock.now())
