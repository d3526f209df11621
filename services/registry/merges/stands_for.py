"""Who stands for an entry that was merged."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# The end of the chain of merges that begins at an id; nobody for an id that was not merged.
_STANDS_FOR = text("""
WITH RECURSIVE up AS (
    SELECT survivor_id FROM merges WHERE merged_id = :id AND undone_at IS NULL
    UNION SELECT m.survivor_id FROM merges m JOIN up ON m.merged_id = up.survivor_id WHERE m.undone_at IS NULL
) SELECT survivor_id FROM up JOIN persons ON id = survivor_id
""")


async def stands_for(session: AsyncSession, person_id: UUID) -> UUID | None:
    """The person, or None where the entry was not merged."""
    return (await session.execute(_STANDS_FOR, {"id": person_id})).scalar_one_or_none()
