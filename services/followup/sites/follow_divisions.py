"""A division got another code: its sites go on under that, with their days and their stock."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from contracts.registry import DivisionReplaced
from services.followup.sites.tables import Site


async def move_sites(session: AsyncSession, event: DivisionReplaced) -> None:
    """Sites of the old code belong to its heir. A repeat changes nothing."""
    of_old = update(Site).where(col(Site.division) == event.code)
    await session.execute(of_old.values(division=event.heir, revision=col(Site.revision) + 1))
