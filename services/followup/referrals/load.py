"""Loads one referral for one of the two care teams that it concerns."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from services.followup.people.tables import KnownPerson
from services.followup.referrals.errors import UnknownReferral
from services.followup.referrals.tables import Referral
from services.followup.sites.tables import Site


async def load_referral(session: AsyncSession, caller: Caller, referral_id: UUID, *, lock: bool = False) -> Referral:
    """The referral, locked for a change if asked. Raises UnknownReferral.

    It concerns the team that serves the person where they live now and, while the person's consent lasts, the team
    of the provider.
    """
    referral = await session.get(Referral, referral_id, with_for_update=True if lock else None)
    if referral is None:
        raise UnknownReferral()
    person = await session.get(KnownPerson, referral.person_id)
    site = await session.get_one(Site, referral.site_id)
    shared_with = None if referral.state == "withdrawn" else site.division
    if not caller.sees(person.division if person else None, shared_with):
        raise UnknownReferral()
    return referral


async def load_own_referral(session: AsyncSession, caller: Caller, referral_id: UUID) -> Referral:
    """Locked, for the person's own care team alone. Raises UnknownReferral."""
    referral = await load_referral(session, caller, referral_id, lock=True)
    person = await session.get(KnownPerson, referral.person_id)
    if person is None or not caller.sees(person.division):
        raise UnknownReferral()
    return referral
