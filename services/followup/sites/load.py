"""Loads one site."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from services.followup.sites.errors import SiteClosed, UnknownSite
from services.followup.sites.tables import Site


async def load_site(session: AsyncSession, site_id: UUID) -> Site:
    """Any site, to be chosen by a person: choice is not bound to where they live. Raises UnknownSite, SiteClosed."""
    site = await session.get(Site, site_id)
    if site is None:
        raise UnknownSite()
    if site.closed_on is not None and site.closed_on <= clock.today():
        raise SiteClosed()
    return site


async def load_own_site(session: AsyncSession, caller: Caller, site_id: UUID) -> Site:
    """A site that the caller runs; closed ones too, whose stock still has to be accounted for. Raises UnknownSite."""
    site = await session.get(Site, site_id)
    if site is None or not caller.sees(site.division):
        raise UnknownSite()
    return site
