"""Forget a remembered mapping; imports that used it keep their own copy of it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.registry.imports.errors import UnknownImportMapping
from services.registry.imports.tables import ImportMapping


async def forget_mapping(session: AsyncSession, caller: Caller, mapping_id: UUID) -> None:
    """Raises UnknownImportMapping, for another office's too."""
    kept = await session.get(ImportMapping, mapping_id, with_for_update=True)
    if kept is None or kept.division != (caller.division or ""):
        raise UnknownImportMapping()
    await session.delete(kept)
    await audit.record(session, caller, "forget-import-mapping", mapping_id)
