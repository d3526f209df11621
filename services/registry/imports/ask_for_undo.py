"""Ask for an import to be taken back: at once where it is small, else by the worker; refused before anything begins."""

from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.db import driver
from services.registry.imports.act import Act
from services.registry.imports.errors import ImportNotFinished
from services.registry.imports.queries import find_import
from services.registry.imports.settings import import_settings
from services.registry.imports.start_import import CHANNEL
from services.registry.imports.tables import Import
from services.registry.imports.undo_import import refuse_if_built_on, undo_import


async def ask_for_undo(session: AsyncSession, caller: Caller, import_id: UUID) -> Import:
    """The import, ``undone`` or ``running``. Raises UnknownImport, ImportNotFinished, ImportBuiltOn."""
    row = await find_import(session, caller, import_id, lock=True)
    if row.state != "finished" or row.dry_run:
        raise ImportNotFinished(state=row.state, dry_run=row.dry_run)
    row.problem = None
    if row.created + row.updated <= import_settings().most_undone_at_once:
        await undo_import(session, caller, row)
        return row
    await refuse_if_built_on(Act(await driver(session), import_id, clock.now(), caller.subject))
    row.state, row.phase, row.attempts, row.undoer = "running", "undo-waiting", 0, msgspec.to_builtins(caller)
    await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    return row
