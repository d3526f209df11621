"""Reads of declarations."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.declarations.errors import UnknownDeclaration
from services.registry.declarations.tables import Declaration
from services.registry.scope import division_range


async def find_declaration(
    session: AsyncSession, caller: Caller, declaration_id: UUID, lock: bool = False
) -> Declaration:
    """A declaration taken by an office of the caller's area. Raises UnknownDeclaration."""
    low, high = division_range(caller.scope_prefix)
    code = col(Declaration.division)
    wanted = select(Declaration).where(Declaration.id == declaration_id, code >= low, code < high)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise UnknownDeclaration()
    return found


async def declarations_in(
    session: AsyncSession,
    caller: Caller,
    state: str | None,
    kind: str | None,
    after: tuple[datetime, UUID],
    limit: int,
) -> Sequence[Declaration]:
    """Up to ``limit`` + 1 declarations of the caller's area, the longest waiting first."""
    low, high = division_range(caller.scope_prefix)
    code, place = col(Declaration.division), tuple_(col(Declaration.declared_at), col(Declaration.id))
    found = select(Declaration).where(code >= low, code < high, place > after)
    if state is not None:
        found = found.where(Declaration.state == state)
    if kind is not None:
        found = found.where(Declaration.kind == kind)
    ordered = found.order_by(col(Declaration.declared_at), col(Declaration.id)).limit(limit + 1)
    return (await session.scalars(ordered)).all()
