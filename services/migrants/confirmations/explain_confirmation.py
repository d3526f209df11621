"""Say why the two counties cannot say the same: once the other desk gives the same reason, it is settled."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.migrants.confirmations.answer_confirmation import load_open
from services.migrants.confirmations.messages import ConfirmationExplained
from services.migrants.confirmations.policy import confirmation_policy
from services.migrants.confirmations.say import settle, write_note
from services.migrants.confirmations.schemas import ConfirmationReason
from services.migrants.confirmations.tables import Confirmation
from services.migrants.exchange.send_message import send_message


async def explain_confirmation(
    session: AsyncSession, sealer: Sealer, caller: Caller, confirmation_id: UUID, reason: ConfirmationReason
) -> Confirmation:
    """The confirmation after it. Raises UnknownConfirmation, ConfirmationClosed, BadPayload."""
    codes = [each.code for each in confirmation_policy(clock.today()).explanations]
    if reason.code not in codes:
        raise BadPayload(faults=[Fault("#/code", "unknown_reason", f"known are {', '.join(codes)}")])
    confirmation = await load_open(session, caller, confirmation_id)
    confirmation.our_code = reason.code
    write_note(session, sealer, confirmation.id, caller.subject, None, reason.note)
    message = ConfirmationExplained(confirmation_id=confirmation.id, code=reason.code, note=reason.note)
    await send_message(session, to=confirmation.peer, thread=confirmation.id, message=message)
    await settle(session, confirmation)
    facts = {"confirmation": confirmation.id, "code": reason.code}
    await audit.record(session, caller, "explain-confirmation", confirmation.person_id, **facts)
    return confirmation
