"""Write down each move that the registry tells of, and how it took the moves that were declared here."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.subscriptions import Delivery
from contracts.registry import PersonMoved
from contracts.residence import DeclaredMoveRefused
from services.migrants.movements.tables import DeclaredMember, Movement

_KEPT = ("person_id", "from_division", "to_division", "moved_on", "household_id", "declaration_id")


async def keep_movements(session: AsyncSession, deliveries: Sequence[Delivery[PersonMoved]]) -> None:
    """One row per move; a move told again changes nothing."""
    rows = [
        {"id": d.event.move_id or UUID(d.id)} | {name: getattr(d.event, name) for name in _KEPT} for d in deliveries
    ]
    await session.execute(insert(Movement).on_conflict_do_nothing(), rows)
    for delivery in deliveries:
        if delivery.event.declaration_id is not None:
            await _note(session, delivery.event.declaration_id, delivery.event.person_id, "followed", None)


async def note_not_made(session: AsyncSession, event: DeclaredMoveRefused, _: Delivery[DeclaredMoveRefused]) -> None:
    """The register did not move somebody: nothing was left to do, or somebody has to look."""
    state = "followed" if event.reason == "already-there" else "not-followed"
    await _note(session, event.declaration_id, event.person_id, state, event.reason)


async def _note(session: AsyncSession, declaration_id: UUID, person_id: UUID, state: str, reason: str | None) -> None:
    named = (col(DeclaredMember.declaration_id) == declaration_id) & (col(DeclaredMember.person_id) == person_id)
    named &= (col(DeclaredMember.part) == "moved") & (col(DeclaredMember.state) != "followed")
    await session.execute(update(DeclaredMember).where(named).values(state=state, reason=reason))
