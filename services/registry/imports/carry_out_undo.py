"""Carry out an undo that was asked for: the whole import in one transaction, or nothing."""

from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis.auth import Caller
from chassis.db import Database
from services.registry.imports.carry_out_import import AttemptLost
from services.registry.imports.errors import ImportBuiltOn
from services.registry.imports.reading.refusals import FileRefused
from services.registry.imports.tables import Import
from services.registry.imports.undo_import import undo_import


async def carry_out_undo(database: Database, import_id: UUID, attempt: int) -> None:
    """Raises AttemptLost, FileRefused where something was built on it since it was asked for, and database errors."""
    try:
        async with database.transaction() as session:
            row = await _mine(session, import_id, attempt)
            await undo_import(session, msgspec.convert(row.undoer, Caller), row)
    except ImportBuiltOn as refusal:
        zh, en = refusal.detail_zh or refusal.title_zh, refusal.detail_en or refusal.title_en
        raise FileRefused(refusal.slug, "built_on", zh, en, **refusal.facts) from None


async def give_up_undo(database: Database, import_id: UUID, refusal: FileRefused) -> None:
    """The import stands again as finished, and says why it was not undone."""
    async with database.transaction() as session:
        row = await session.get_one(Import, import_id, with_for_update=True)
        if row.undoer is not None:
            row.state, row.phase, row.undoer, row.problem = "finished", "done", None, refusal.as_dict()


async def _mine(session: AsyncSession, import_id: UUID, attempt: int) -> Import:
    mine = select(Import).where(Import.id == import_id, Import.attempts == attempt, Import.state == "running")
    row = (await session.scalars(mine.with_for_update())).one_or_none()
    if row is None or row.undoer is None:
        raise AttemptLost
    return row
