"""Follow the registry's divisions, for their names in reports and for what became of old codes."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.subscriptions import Delivery
from contracts.registry import DivisionChanged, DivisionReplaced
from services.assessment.divisions.tables import Division

_FIELDS = ("code", "name", "level", "parent", "valid_from", "valid_to")


async def keep_division(session: AsyncSession, event: DivisionChanged, _: Delivery[DivisionChanged]) -> None:
    """Enter or rename a division."""
    row = {name: getattr(event, name) for name in _FIELDS}
    statement = insert(Division).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=row))


async def note_heir(session: AsyncSession, event: DivisionReplaced, _: Delivery[DivisionReplaced]) -> None:
    """Say which code stands for an old one. Nothing counted so far moves: it was the old place's service."""
    heir = event.heir if event.heir != event.code else None
    await session.execute(update(Division).where(col(Division.code) == event.code).values(heir=heir))
