"""Follow the registry's merges: the moves of a merged entry are the survivor's; and back."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.repointing import Reference, note_merge, settle
from chassis.subscriptions import Delivery
from contracts.registry import PersonMerged, PersonUnmerged
from services.migrants.residents.keep_residents import keep_residents
from services.migrants.residents.tables import Resident

REFERENCES = (
    Reference("movements", "id"),
    Reference("movement_members", "id"),
    Reference("movement_members", "id", "carer_id"),
    Reference("kept_contacts", "id"),
    Reference("confirmations", "id"),
    # Where both entries are in a handover, each stays: the database lets one person be in one open handover only.
    Reference(
        "handover_people",
        "id",
        unless="t.open AND EXISTS (SELECT FROM handover_people o WHERE o.open AND o.person_id = $3 AND o.id <> t.id)",
    ),
)
"""What here names a person besides the person's own row."""


async def follow_merge(session: AsyncSession, event: PersonMerged, _: Delivery[PersonMerged]) -> None:
    """The entry is hidden until a later revision brings it back."""
    mine = (col(Resident.person_id) == event.person_id) & (col(Resident.revision) < event.revision)
    await session.execute(update(Resident).where(mine).values(revision=event.revision, withdrawn=True))
    await note_merge(session, event.person_id, event.survivor_id, event.revision)
    await settle(session, REFERENCES, [event.person_id])


async def follow_unmerge(session: AsyncSession, event: PersonUnmerged, delivery: Delivery[PersonUnmerged]) -> None:
    """The entry is a person of their own again, with the moves that were theirs."""
    await note_merge(session, event.person_id, None, event.revision)
    await settle(session, REFERENCES, [event.person_id])
    await keep_residents(session, [delivery])
