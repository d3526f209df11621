"""Reads of imports, within the caller's area."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.imports.errors import UnknownImport
from services.registry.imports.tables import Import, ImportMapping


async def find_import(session: AsyncSession, caller: Caller, import_id: UUID, *, lock: bool = False) -> Import:
    """Raises UnknownImport for one that was uploaded from outside the caller's area, too."""
    found = await session.get(Import, import_id, with_for_update=lock or None)
    if found is None or not caller.sees(found.division):
        raise UnknownImport()
    return found


async def list_imports(
    session: AsyncSession, caller: Caller, before: tuple[datetime, UUID] | None, limit: int
) -> list[Import]:
    """The newest first, up to ``limit`` + 1, older than ``before``."""
    wanted = select(Import).where(col(Import.division).startswith(caller.scope_prefix, autoescape=True))
    if before is not None:
        wanted = wanted.where(tuple_(col(Import.uploaded_at), col(Import.id)) < before)
    newest_first = wanted.order_by(col(Import.uploaded_at).desc(), col(Import.id).desc())
    return list(await session.scalars(newest_first.limit(limit + 1)))


async def mappings_of(session: AsyncSession, division: str) -> list[ImportMapping]:
    """What an office has remembered, the newest first."""
    its = select(ImportMapping).where(ImportMapping.division == division)
    return list(await session.scalars(its.order_by(col(ImportMapping.saved_at).desc(), col(ImportMapping.id))))
