"""What the offering county hears from the other: it has the offer, takes it, or does not."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.receiving import (
    Incoming,
    MessageRefused,
    Refusals,
    receives,
    receives_together,
)
from services.migrants.exchange.send_message import Letter, send_messages
from services.migrants.handovers import rules, sealed
from services.migrants.handovers.load import locked, locked_by_id
from services.migrants.handovers.messages import (
    HandoverAccepted,
    HandoverDeclined,
    HandoverReceived,
    HandoverReleased,
)
from services.migrants.handovers.policy import handover_policy
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.take_step import Step, take_step, take_steps


@receives_together(HandoverReceived)
async def note_received(session: AsyncSession, incoming: Sequence[Incoming[HandoverReceived]]) -> Refusals:
    """It lies on the other desk."""
    _, refused = await _take_all(session, incoming, "received")
    return refused


@receives_together(HandoverAccepted)
async def release(session: AsyncSession, incoming: Sequence[Incoming[HandoverAccepted]]) -> Refusals:
    """The other county takes it: in this one transaction the responsibility passes, and services here end.

    Turned down where the offer was withdrawn, declined or timed out before: the log here decides.
    """
    released, refused = await _take_all(session, incoming, "accept")
    today = clock.today()
    letters = [Letter(h.peer, h.id, HandoverReleased(handover_id=h.id, released_on=today)) for h in released]
    await send_messages(session, letters)
    return refused


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


async def _take_all(
    session: AsyncSession, incoming: Sequence[Incoming[Any]], step: rules.Step
) -> tuple[list[Handover], Refusals]:
    """The handovers that ``step`` changed, and the messages that are turned down."""
    known = await locked_by_id(session, [each.message.handover_id for each in incoming])
    refused: Refusals = {}
    fitting: list[tuple[Incoming[Any], Handover]] = []
    for each in incoming:
        try:
            fitting.append((each, _check(each, known.get(each.message.handover_id))))
        except MessageRefused as why:
            refused[each.id] = why
    outcomes = await take_steps(session, [Step(handover, step, each.sender, each.id) for each, handover in fitting])
    changed = []
    for (each, handover), outcome in zip(fitting, outcomes, strict=True):
        if isinstance(outcome, rules.TooLate):
            refused[each.id] = _too_late(outcome.state)
        elif outcome:
            changed.append(handover)
    return changed, refused


async def _ours(session: AsyncSession, incoming: Incoming[Any], handover_id: UUID) -> Handover:
    return _check(incoming, await locked(session, handover_id))


def _check(incoming: Incoming[Any], handover: Handover | None) -> Handover:
    # Another county's word about what it has no part in has no effect, and it learns nothing by it.
    if handover is None or handover.side != "gives" or handover.peer != incoming.sender:
        raise MessageRefused("unknown-handover", "没有这项转接", "No such handover")
    if incoming.thread != handover.id:
        raise MessageRefused("wrong-thread", "消息线索与转接不符", "The message's thread is not the handover's")
    return handover


def _too_late(state: str) -> MessageRefused:
    return MessageRefused(f"handover-{state}", "这项转接此前已办结", f"The handover was closed before: {state}")
