"""Time passes: reminders go out, what nobody answered is closed, and what could not be delivered is said openly."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.retention import prove_removal
from chassis.sweeps import Sweep
from services.migrants.exchange.receipts import receipts_of
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers import rules
from services.migrants.handovers.load import locked, people_of
from services.migrants.handovers.messages import HandoverAccepted, HandoverOffered, HandoverReminded, HandoverTimedOut
from services.migrants.handovers.policy import handover_policy
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.take_step import take_step, write_line

_BATCH = 200
_UNANSWERED = ("offered", "received")
_TURNED_DOWN = text("""
SELECT DISTINCT h.id FROM handovers h JOIN exchange_outgoing o ON o.thread = h.id AND o.status = 'rejected'
 WHERE (h.side = 'gives' AND h.state IN ('offered', 'received') AND o.type = :offer)
    OR (h.side = 'takes' AND h.state = 'accepted' AND o.type = :acceptance)
 LIMIT :most
""")
_OLD_HEALTH = text(
    "SELECT DISTINCT h.id FROM handovers h JOIN handover_people p ON p.handover_id = h.id"
    " WHERE h.state = 'released' AND p.health IS NOT NULL AND h.closed_on < :before LIMIT :most"
)


async def find_late(session: AsyncSession) -> Sequence[UUID]:
    """Ids of our offers whose last day has passed without an answer."""
    late = select(col(Handover.id)).where(col(Handover.side) == "gives", col(Handover.state).in_(_UNANSWERED))
    late = late.where(col(Handover.answer_by) < clock.today())
    return (await session.scalars(late.order_by(col(Handover.id)).limit(_BATCH))).all()


async def time_out(session: AsyncSession, handover_id: UUID) -> None:
    """Close one, if it is still so: this county stays responsible, and the other one is told."""
    handover = await locked(session, handover_id)
    if handover is None or handover.side != "gives":
        return
    if rules.is_over_time(handover.state, handover.answer_by, clock.today()):  # type: ignore[arg-type]
        await take_step(session, handover, "time-out")
        message = HandoverTimedOut(handover_id=handover.id)
        await send_message(session, to=handover.peer, thread=handover.id, message=message)


async def find_to_remind(session: AsyncSession) -> Sequence[UUID]:
    """Ids of our offers for which a reminder has come due."""
    policy = handover_policy(clock.today())
    last = clock.today() + timedelta(days=max(policy.remind_days_before))
    due = select(Handover).where(col(Handover.side) == "gives", col(Handover.state).in_(_UNANSWERED))
    due = due.where(col(Handover.answer_by) <= last, col(Handover.answer_by) >= clock.today())
    due = due.where(
        or_(col(Handover.reminded_days).is_(None), col(Handover.reminded_days) > min(policy.remind_days_before))
    )
    rows = (await session.scalars(due.order_by(col(Handover.id)).limit(_BATCH))).all()
    return [row.id for row in rows if _reminder(row) is not None]


def _reminder(handover: Handover) -> int | None:
    days = handover_policy(clock.today()).remind_days_before
    due = rules.to_remind(handover.state, handover.answer_by, clock.today(), days)  # type: ignore[arg-type]
    sent = handover.reminded_days
    return due if due is not None and (sent is None or due < sent) else None


async def remind(session: AsyncSession, handover_id: UUID) -> None:
    """Remind the other county once for each of the days."""
    handover = await locked(session, handover_id)
    due = None if handover is None or handover.side != "gives" else _reminder(handover)
    if handover is not None and due is not None:
        handover.reminded_days = due
        message = HandoverReminded(handover_id=handover.id, answer_by=handover.answer_by)
        sent = await send_message(session, to=handover.peer, thread=handover.id, message=message)
        write_line(session, handover, "remind", "clock", sent)


async def find_turned_down(session: AsyncSession) -> Sequence[UUID]:
    """Ids of offers that the other county's system did not take, and of acceptances that came too late there."""
    asked = {"offer": HandoverOffered.type, "acceptance": HandoverAccepted.type, "most": _BATCH}
    return (await session.scalars(_TURNED_DOWN, asked)).all()


async def note_turned_down(session: AsyncSession, handover_id: UUID) -> None:
    """An offer that was never on a desk there is declined; an acceptance that came too late closes as the other did."""
    handover = await locked(session, handover_id)
    if handover is None or handover.state not in rules.OPEN:
        return
    said = HandoverOffered.type if handover.side == "gives" else HandoverAccepted.type
    receipts = await receipts_of(session, handover_id)
    rejected = [each.code for each in receipts if each.type == said and each.status == "rejected"]
    if rejected and handover.side == "gives":
        await take_step(session, handover, "decline", handover.peer)
        handover.reason = "not-taken"
    elif rejected and handover.state == "accepted":
        late: rules.Step = "time-out" if rejected[0] == "handover-timed-out" else "withdraw"
        await take_step(session, handover, late, handover.peer)


async def find_old_health(session: AsyncSession) -> Sequence[UUID]:
    """Ids of handovers taken so long ago that what the care team was told is not needed any more."""
    before = clock.today() - timedelta(days=handover_policy(clock.today()).health_words_days)
    return (await session.scalars(_OLD_HEALTH, {"before": before, "most": _BATCH})).all()


async def erase_health(session: AsyncSession, handover_id: UUID) -> None:
    """Erase it, with a proof (C12)."""
    handover = await locked(session, handover_id)
    if handover is None or handover.closed_on is None:
        return
    erased = [person for person in await people_of(session, handover_id) if person.health is not None]
    for person in erased:
        person.health = None
    await prove_removal(session, "handover-health", [person.id for person in erased], clock.now())


SWEEPS = (
    Sweep("time-out-handovers", timedelta(minutes=10), find_late, time_out),
    Sweep("remind-handovers", timedelta(minutes=30), find_to_remind, remind),
    Sweep("note-turned-down-handovers", timedelta(minutes=1), find_turned_down, note_turned_down),
    Sweep("erase-handed-health", timedelta(hours=1), find_old_health, erase_health),
)
