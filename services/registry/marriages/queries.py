"""Reads of marriages that other acts depend on."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.marriages.rules import Bond
from services.registry.marriages.tables import Marriage
from services.registry.persons.tables import Person
from services.registry.vital import STANDING


async def bonds_of(session: AsyncSession, ids: Collection[UUID], but: UUID | None = None) -> list[Bond]:
    """The standing marriages of these people, ``but`` one, each ended by its divorce or by the first death."""
    named = or_(col(Marriage.first_id).in_(ids), col(Marriage.second_id).in_(ids))
    found = (await session.scalars(select(Marriage).where(named, col(Marriage.state).in_(STANDING)))).all()
    partners = {each for marriage in found for each in (marriage.first_id, marriage.second_id) if each}
    deaths = select(col(Person.id), col(Person.died_on)).where(col(Person.id).in_(partners))
    died = {row.id: row.died_on for row in await session.execute(deaths)}
    return [Bond(m.id, m.married_on, _end(m, died)) for m in found if m.id != but]


def _end(marriage: Marriage, died: dict[UUID, date | None]) -> date | None:
    ends = [marriage.ended_on, died.get(marriage.first_id)]
    ends.append(died.get(marriage.second_id) if marriage.second_id else None)
    return min((day for day in ends if day is not None), default=None)


async def marriage_between(session: AsyncSession, first: UUID, second: UUID | None, ended: bool) -> Marriage | None:
    """The last standing marriage between the two, in either order: one that was divorced, or one that was not."""
    couple = or_(
        (col(Marriage.first_id) == first) & col(Marriage.second_id).is_not_distinct_from(second),
        (col(Marriage.first_id) == second) & (col(Marriage.second_id) == first),
    )
    over = col(Marriage.ended_on).is_not(None) if ended else col(Marriage.ended_on).is_(None)
    wanted = select(Marriage).where(couple, over, col(Marriage.state).in_(STANDING))
    return (await session.scalars(wanted.order_by(col(Marriage.married_on).desc()).limit(1).with_for_update())).first()
