"""Follow migrant services: what was not settled in time comes before the meeting, and leaves it once it is settled."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.subscriptions import Delivery
from contracts.migrants import ConfirmationClosed, ConfirmationUnresolved
from services.registry.reconciliation.between_counties.tables import BetweenCounties


async def keep_unresolved(
    session: AsyncSession, event: ConfirmationUnresolved, delivery: Delivery[ConfirmationUnresolved]
) -> None:
    """One row for a matter; heard again, it changes nothing."""
    facts = {name: getattr(event, name) for name in ("confirmation_id", "peer", "kind", "division", "asked_on")}
    row = facts | {"told_on": clock.day_of(delivery.time)}
    await session.execute(insert(BetweenCounties).values(row).on_conflict_do_nothing())


async def note_settled(session: AsyncSession, event: ConfirmationClosed, _: Delivery[ConfirmationClosed]) -> None:
    """Both counties say the same now, or give the same reason why they cannot."""
    mine = col(BetweenCounties.confirmation_id) == event.confirmation_id
    await session.execute(update(BetweenCounties).where(mine).values(settled_on=event.closed_on, settled_how=event.how))
