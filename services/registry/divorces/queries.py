"""Divorces that the register was told of before the marriage that they ended."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.divorces.tables import Divorce
from services.registry.marriages.tables import Marriage
from services.registry.vital import STANDING


async def divorce_awaiting(session: AsyncSession, first: UUID, second: UUID | None, married_on: date) -> Divorce | None:
    """The first standing divorce of the two, in either order, since ``married_on`` that ends no marriage known yet."""
    couple = or_(
        (col(Divorce.first_id) == first) & col(Divorce.second_id).is_not_distinct_from(second),
        (col(Divorce.first_id) == second) & (col(Divorce.second_id) == first),
    )
    awaiting = select(Divorce).where(
        couple,
        col(Divorce.state).in_(STANDING),
        col(Divorce.marriage_id).is_(None),
        col(Divorce.divorced_on) >= married_on,
    )
    return (await session.scalars(awaiting.order_by(col(Divorce.divorced_on)).limit(1).with_for_update())).first()


async def end_by(session: AsyncSession, marriage: Marriage, divorce: Divorce) -> None:
    """The divorce is that of this marriage."""
    marriage.ended_on, divorce.marriage_id = divorce.divorced_on, marriage.id
    divorce.revision += 1
    await session.flush()
