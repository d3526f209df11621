"""What the offering county hears from the other: it has the offer, takes it, or does not."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.receiving import Incoming, MessageRefused, receives
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers import rules, sealed
from services.migrants.handovers.load import locked
from services.migrants.handovers.messages import (
    HandoverAccepted,
    HandoverDeclined,
    HandoverReceived,
    HandoverReleased,
)
from services.migrants.handovers.policy import handover_policy
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.take_step import take_step


@receives(HandoverReceived)
async def note_received(session: AsyncSession, incoming: Incoming[HandoverReceived]) -> None:
    """It lies on the other desk."""
    handover = await _ours(session, incoming, incoming.message.handover_id)
    await take_step(session, handover, "received", incoming.sender, incoming.id)


@receives(HandoverAccepted)
async def release(session: AsyncSession, incoming: Incoming[HandoverAccepted]) -> None:
    """The other county takes it: in this one transaction the responsibility passes, and services here end.

    Raises MessageRefused where the offer was withdrawn, declined or timed out before: the log here decides.
    """
    handover = await _ours(session, incoming, incoming.message.handover_id)
    try:
        changed = await take_step(session, handover, "accept", incoming.sender, incoming.id)
    except rules.TooLate as late:
        raise _too_late(late.state) from None
    if changed:
        message = HandoverReleased(handover_id=handover.id, released_on=clock.today())
        await send_message(session, to=handover.peer, thread=handover.id, message=message)


@receives(HandoverDeclined)
async def note_declined(session: AsyncSession, incoming: Incoming[HandoverDeclined]) -> None:
    """The other county does not take it. After a withdrawal or time-out of ours there is nothing left to decline."""
    handover = await _ours(session, incoming, incoming.message.handover_id)
    if handover.state in ("withdrawn", "timed-out"):
        return
    try:
        changed = await take_step(session, handover, "decline", incoming.sender, incoming.id)
    except rules.TooLate as late:
        raise _too_late(late.state) from None
    if changed:
        known = {reason.code for reason in handover_policy(clock.today()).reasons}
        code, note = incoming.message.code, incoming.message.note[:400]
        handover.reason = code if code in known else "other"
        handover.note = installation_of(session).sealer.seal(note, sealed.NOTE) if note else None


async def _ours(session: AsyncSession, incoming: Incoming[Any], handover_id: UUID) -> Handover:
    handover = await locked(session, handover_id)
    # Another county's word about what it has no part in has no effect, and it learns nothing by it.
    if handover is None or handover.side != "gives" or handover.peer != incoming.sender:
        raise MessageRefused("unknown-handover", "没有这项转接", "No such handover")
    if incoming.thread != handover_id:
        raise MessageRefused("wrong-thread", "消息线索与转接不符", "The message's thread is not the handover's")
    return handover


def _too_late(state: str) -> MessageRefused:
    return MessageRefused(f"handover-{state}", "这项转接此前已办结", f"The handover was closed before: {state}")
