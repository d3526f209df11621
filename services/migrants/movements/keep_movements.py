"""Write down each move that the registry tells of."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.subscriptions import Delivery
from contracts.registry import PersonMoved
from services.migrants.movements.tables import Movement

_KEPT = ("person_id", "from_division", "to_division", "moved_on", "household_id")


async def keep_movements(session: AsyncSession, deliveries: Sequence[Delivery[PersonMoved]]) -> None:
    """One row per move; a move told again changes nothing."""
    rows = [
        {"id": d.event.move_id or UUID(d.id)} | {name: getattr(d.event, name) for name in _KEPT} for d in deliveries
    ]
    await session.execute(insert(Movement).on_conflict_do_nothing(), rows)
