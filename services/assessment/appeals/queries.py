"""Reads of appeals."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from services.assessment.appeals.errors import UnknownAppeal
from services.assessment.appeals.tables import Appeal


async def appeals_in(session: AsyncSession, prefix: str, state: str | None, start: UUID, limit: int) -> list[Appeal]:
    """Up to ``limit`` appeals of an area after ``start``, the oldest first."""
    statement = select(Appeal).where(col(Appeal.division).startswith(prefix), col(Appeal.id) > start)
    if state is not None:
        statement = statement.where(col(Appeal.state) == state)
    return list((await session.execute(statement.order_by(col(Appeal.id)).limit(limit))).scalars())


async def find_appeal(session: AsyncSession, caller: Caller, appeal_id: UUID) -> Appeal:
    """Raises UnknownAppeal."""
    appeal = await session.get(Appeal, appeal_id)
    if appeal is None or not caller.sees(appeal.division):
        raise UnknownAppeal()
    return appeal


async def upheld_in(session: AsyncSession, settlement_id: UUID) -> list[Appeal]:
    """The appeals against a settlement that were upheld."""
    statement = select(Appeal).where(col(Appeal.settlement_id) == settlement_id, col(Appeal.state) == "upheld")
    return list((await session.execute(statement)).scalars())
