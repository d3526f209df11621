"""What desks could not settle in their time goes to the monthly meeting, once, as a reference without a person."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from chassis.sweeps import Sweep
from contracts.migrants import ConfirmationUnresolved
from services.migrants.confirmations import rules
from services.migrants.confirmations.policy import confirmation_policy
from services.migrants.confirmations.tables import Confirmation

_BATCH = 200


def kind_of(confirmation: Confirmation) -> rules.Kind:
    """How it stands today. Where this county has not answered, it is this county that is asked."""
    today, policy = clock.today(), confirmation_policy(clock.today())
    days = (policy.unanswered_after_days, policy.stale_after_days)
    said: list[rules.Claim] = [claim for claim in (confirmation.ours, confirmation.theirs) if claim]  # type: ignore[misc]
    return rules.kind_of(said[0], said[1] if len(said) > 1 else None, confirmation.last_word_on, today, *days)


async def find_unresolved(session: AsyncSession) -> Sequence[UUID]:
    """Ids of questions of ours that are open for too long; the asking side tells the meeting."""
    before = clock.today() - timedelta(days=confirmation_policy(clock.today()).to_the_meeting_after_days)
    found = select(col(Confirmation.id)).where(col(Confirmation.side) == "asks", col(Confirmation.asked_on) < before)
    found = found.where(col(Confirmation.closed_on).is_(None), col(Confirmation.to_meeting_on).is_(None))
    return (await session.scalars(found.order_by(col(Confirmation.id)).limit(_BATCH))).all()


async def send_to_meeting(session: AsyncSession, confirmation_id: UUID) -> None:
    """Tell the house of one, if it is still so."""
    row = await session.get(Confirmation, confirmation_id, with_for_update=True)
    if row is None or row.closed_on is not None or row.to_meeting_on is not None:
        return
    kind, after = kind_of(row), confirmation_policy(clock.today()).to_the_meeting_after_days
    if rules.goes_to_the_meeting(kind, row.asked_on, clock.today(), after):
        row.to_meeting_on = clock.today()
        told = ConfirmationUnresolved(
            confirmation_id=row.id, peer=row.peer, kind=kind, division=row.division, asked_on=row.asked_on
        )
        await outbox.add(session, told)


SEND_TO_MEETING = Sweep("send-confirmations-to-meeting", timedelta(hours=1), find_unresolved, send_to_meeting)
