"""Take an offer back: this county stays responsible. Possible until the other one's acceptance has come in."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers.errors import HandoverClosed
from services.migrants.handovers.load import load_handover
from services.migrants.handovers.messages import HandoverWithdrawn
from services.migrants.handovers.rules import TooLate
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.take_step import take_step


async def withdraw_handover(session: AsyncSession, caller: Caller, handover_id: UUID) -> Handover:
    """The handover after it; a repeat changes nothing. Raises UnknownHandover, HandoverClosed."""
    handover = await load_handover(session, caller, handover_id, lock=True)
    if handover.side != "gives":
        # Who has accepted is bound by it; who has not, declines.
        raise HandoverClosed(state=handover.state)
    try:
        changed = await take_step(session, handover, "withdraw", caller.subject)
    except TooLate as late:
        raise HandoverClosed(state=late.state) from None
    if changed:
        message = HandoverWithdrawn(handover_id=handover.id)
        await send_message(session, to=handover.peer, thread=handover.id, message=message)
        await audit.record(session, caller, "withdraw-handover", None, handover=handover.id)
    return handover
