"""Say what this county's register shows: the first answer, or a changed one that settles it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.migrants.confirmations import errors
from services.migrants.confirmations.messages import ConfirmationAnswered
from services.migrants.confirmations.say import settle, write_note
from services.migrants.confirmations.schemas import ConfirmationWord
from services.migrants.confirmations.tables import Confirmation
from services.migrants.exchange.send_message import send_message


async def answer_confirmation(
    session: AsyncSession, sealer: Sealer, caller: Caller, confirmation_id: UUID, word: ConfirmationWord
) -> Confirmation:
    """The confirmation after it: settled once exactly one county says that the person lives there.

    Raises UnknownConfirmation, ConfirmationClosed.
    """
    confirmation = await load_open(session, caller, confirmation_id)
    confirmation.ours = word.claim
    write_note(session, sealer, confirmation.id, caller.subject, word.claim, word.note)
    message = ConfirmationAnswered(confirmation_id=confirmation.id, claim=word.claim, note=word.note)
    await send_message(session, to=confirmation.peer, thread=confirmation.id, message=message)
    await settle(session, confirmation)
    await audit.record(session, caller, "answer-confirmation", confirmation.person_id, confirmation=confirmation.id)
    return confirmation


async def load_open(session: AsyncSession, caller: Caller, confirmation_id: UUID) -> Confirmation:
    """One that is not settled yet, to change. Raises UnknownConfirmation, ConfirmationClosed."""
    found = await session.get(Confirmation, confirmation_id, with_for_update=True, populate_existing=True)
    if found is None or not caller.sees(found.division):
        raise errors.UnknownConfirmation()
    if found.closed_on is not None:
        raise errors.ConfirmationClosed()
    return found
