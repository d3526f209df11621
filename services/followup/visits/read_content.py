"""Opens what was recorded about a visit, for the care team of the division that serves the person (C5)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.followup.visits.load import load_visit
from services.followup.visits.record_outcome import CONTENT
from services.followup.visits.schemas import Content, EntryRead, VisitContent
from services.followup.visits.tables import Entry, Visit


async def read_content(
    session: AsyncSession, sealer: Sealer, caller: Caller, visit_id: UUID
) -> tuple[Visit, VisitContent]:
    """The visit and its entries, oldest first; the reading itself is written down. Raises UnknownVisit."""
    visit, _ = await load_visit(session, caller, visit_id)
    entries = await session.scalars(select(Entry).where(col(Entry.visit_id) == visit.id).order_by(col(Entry.id)))
    opened = [_opened(sealer, entry) for entry in entries]
    await audit.record(session, caller, "read-visit-content", visit.person_id, visit=visit.id)
    return visit, VisitContent(visit_id=visit.id, entries=opened)


def _opened(sealer: Sealer, entry: Entry) -> EntryRead:
    sealed = entry.content
    content = None if sealed is None else Content.model_validate_json(sealer.open(sealed, CONTENT))
    said = entry.model_dump(include={"outcome", "done_on", "place", "recorded_by", "recorded_at"})
    return EntryRead.model_validate(said | {"content": content})
