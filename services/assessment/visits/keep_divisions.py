"""Follow the registry's divisions, for their names in reports."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.subscriptions import Delivery
from contracts.registry import DivisionChanged
from services.assessment.visits.tables import Division


async def keep_division(session: AsyncSession, event: DivisionChanged, _: Delivery[DivisionChanged]) -> None:
    """Enter or rename a division."""
    row = {name: getattr(event, name) for name in ("code", "name", "level", "parent")}
    statement = insert(Division).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=row))
