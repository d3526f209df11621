"""Loads what somebody said about being written to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.followup.contacts.tables import Contact

NEWEST = """
SELECT DISTINCT ON (person_id) * FROM contacts ORDER BY person_id, said_at DESC, entry_id
"""
"""Each person's newest word. There are several only where entries of one person were merged."""


async def load_contacts(session: AsyncSession, person_id: UUID, *, lock: bool = False) -> Sequence[Contact]:
    """All of one person, the newest word first; locked for a change if asked."""
    theirs = select(Contact).where(col(Contact.person_id) == person_id)
    newest = theirs.order_by(col(Contact.said_at).desc(), col(Contact.entry_id))
    return (await session.scalars(newest.with_for_update() if lock else newest.with_for_update(read=True))).all()
