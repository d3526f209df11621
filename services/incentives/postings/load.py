"""Loads one posting."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from services.incentives.postings.errors import UnknownPosting
from services.incentives.postings.tables import Posting


async def load_posting(session: AsyncSession, caller: Caller, posting_id: UUID, *, lock: bool = False) -> Posting:
    """The posting, locked for a change if asked. Raises UnknownPosting."""
    posting = await session.get(Posting, posting_id, with_for_update=True if lock else None)
    if posting is None or not caller.sees(posting.division_code):
        raise UnknownPosting()
    return posting
