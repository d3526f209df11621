"""Changes of the calendar come one after the other: each tells the whole year."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('working-days'))")


async def lock_years(session: AsyncSession) -> None:
    """Wait for whoever changes the calendar now."""
    await session.execute(_LOCK)
