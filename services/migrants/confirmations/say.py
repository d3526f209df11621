"""Words in the thread of a confirmation, and what they settle."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.migrants import ConfirmationClosed
from services.migrants.confirmations.tables import Confirmation, ConfirmationNote

NOTE, WHO = "confirmation.note", "confirmation.who"


def write_note(
    session: AsyncSession, sealer: Sealer, confirmation_id: UUID, by: str, claim: str | None, words: str
) -> None:
    """Add a word to the thread."""
    sealed = sealer.seal(words, NOTE) if words else None
    note = ConfirmationNote(
        id=new_id(), confirmation_id=confirmation_id, at=clock.now(), by=by, claim=claim, words=sealed
    )
    session.add(note)


async def settle(session: AsyncSession, confirmation: Confirmation) -> None:
    """Close it where exactly one of the two counties says that the person lives there, and tell the house."""
    confirmation.last_word_on = clock.today()
    agreed = confirmation.theirs is not None and confirmation.ours is not None
    if agreed and confirmation.ours != confirmation.theirs and confirmation.closed_on is None:
        await close(session, confirmation, "agreed")


async def close(session: AsyncSession, confirmation: Confirmation, how: str) -> None:
    """Who was meant is not needed any more."""
    confirmation.closed_on, confirmation.closed_how, confirmation.who = clock.today(), how, None
    closed = ConfirmationClosed(
        confirmation_id=confirmation.id,
        side=confirmation.side,
        division=confirmation.division,
        how=how,
        asked_on=confirmation.asked_on,
        closed_on=clock.today(),
    )
    await outbox.add(session, closed)
