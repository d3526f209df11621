"""Words in the thread of a confirmation, and what they settle."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.migrants import ConfirmationClosed
from services.migrants.confirmations import rules
from services.migrants.confirmations.messages import ConfirmationSettled
from services.migrants.confirmations.tables import Confirmation, ConfirmationNote
from services.migrants.exchange.send_message import send_message

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
    """Close it where it is settled. The asking county decides, and tells the other: two desks at once end alike."""
    confirmation.last_word_on = clock.today()
    if confirmation.side != "asks" or confirmation.closed_on is not None:
        return
    row: Any = confirmation
    how = rules.settled_as(row.ours, row.theirs, row.our_code, row.their_code)
    if how is None:
        return
    await close(session, confirmation, how)
    code = confirmation.our_code if how == "explained" else None
    message = ConfirmationSettled(confirmation_id=confirmation.id, how=how, code=code)
    await send_message(session, to=confirmation.peer, thread=confirmation.id, message=message)


async def close(session: AsyncSession, confirmation: Confirmation, how: rules.How) -> None:
    """Who was meant is not needed any more. The house is told."""
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
