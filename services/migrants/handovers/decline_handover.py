"""Do not take a handover, and say why: the other county stays responsible."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers import sealed
from services.migrants.handovers.errors import HandoverClosed
from services.migrants.handovers.load import load_handover
from services.migrants.handovers.messages import HandoverDeclined
from services.migrants.handovers.policy import handover_policy
from services.migrants.handovers.rules import TooLate
from services.migrants.handovers.schemas import Declining
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.take_step import take_step


async def decline_handover(
    session: AsyncSession, sealer: Sealer, caller: Caller, handover_id: UUID, why: Declining
) -> Handover:
    """The handover after it; what the offer told is gone. Raises UnknownHandover, HandoverClosed, BadPayload."""
    handover = await load_handover(session, caller, handover_id, lock=True)
    codes = [reason.code for reason in handover_policy(clock.today()).reasons]
    if why.code not in codes:
        raise BadPayload(faults=[Fault("#/code", "unknown_reason", f"known are {', '.join(codes)}")])
    if handover.side != "takes":
        raise HandoverClosed(state=handover.state)
    try:
        changed = await take_step(session, handover, "decline", caller.subject)
    except TooLate as late:
        raise HandoverClosed(state=late.state) from None
    if changed:
        handover.by, handover.reason = caller.subject, why.code
        handover.note = sealer.seal(why.note, sealed.NOTE) if why.note else None
        message = HandoverDeclined(handover_id=handover.id, code=why.code, note=why.note)
        await send_message(session, to=handover.peer, thread=handover.id, message=message)
        await audit.record(session, caller, "decline-handover", None, handover=handover.id, reason=why.code)
    return handover
