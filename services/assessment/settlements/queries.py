"""Reads of settlements."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.assessment.settlements.errors import UnknownSettlement
from services.assessment.settlements.tables import Settlement


async def standing_settlement(session: AsyncSession, period: str) -> Settlement | None:
    """The newest version of a quarter's settlement, if it was settled."""
    statement = select(Settlement).where(col(Settlement.period) == period)
    return (await session.execute(statement.order_by(col(Settlement.version).desc()).limit(1))).scalar_one_or_none()


async def find_settlement(session: AsyncSession, settlement_id: UUID) -> Settlement:
    """Raises UnknownSettlement."""
    found = await session.get(Settlement, settlement_id)
    if found is None:
        raise UnknownSettlement()
    return found


async def list_settlements(session: AsyncSession) -> list[Settlement]:
    """All of them, the newest first; a county settles four a year."""
    statement = select(Settlement).order_by(col(Settlement.last_month).desc(), col(Settlement.version).desc())
    return list((await session.execute(statement)).scalars())
