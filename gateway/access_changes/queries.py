"""Reads of changes of access."""

from uuid import UUID

from sqlalchemy import RowMapping, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from gateway.access_changes.schemas import AccessChangeOut, State
from gateway.access_changes.tables import access_changes


async def changes_in(session: AsyncSession, state: State | None, before: UUID | None, limit: int) -> list[RowMapping]:
    """Up to ``limit`` + 1 changes, the newest first."""
    c = access_changes.c
    wanted = select(access_changes).where(c.state == state if state else true(), c.id < before if before else true())
    return list((await session.execute(wanted.order_by(c.id.desc()).limit(limit + 1))).mappings())


def show(row: RowMapping) -> AccessChangeOut:
    """As an answer shows it."""
    return AccessChangeOut.model_validate({name: row[name] for name in AccessChangeOut.model_fields})
