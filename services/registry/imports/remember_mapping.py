"""Remember how an office calls its columns, so that its next file of the same headers is understood."""

from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.registry.imports.columns import folded
from services.registry.imports.tables import ImportMapping


async def remember_mapping(session: AsyncSession, caller: Caller, columns: Mapping[str, str | None]) -> ImportMapping:
    """The mapping as kept for the caller's division, in place of the one for the same headers."""
    division, headers = caller.division or "", sorted(map(folded, columns))
    same = (col(ImportMapping.division) == division, col(ImportMapping.headers) == headers)
    await session.execute(delete(ImportMapping).where(*same))
    kept = ImportMapping(
        id=new_id(),
        division=division,
        headers=headers,
        columns=dict(columns),
        saved_at=clock.now(),
        saved_by=caller.subject,
    )
    session.add(kept)
    await audit.record(session, caller, "remember-import-mapping", kept.id, headers=len(headers))
    return kept
