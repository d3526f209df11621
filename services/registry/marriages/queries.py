"""Reads of marriages that other acts depend on."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.marriages.rules import Bond, first_day
from services.registry.marriages.tables import Marriage
from services.registry.persons.tables import Person
from services.registry.vital import STANDING


async def standing_marriages(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Marriage]:
    """The marriages of these people that the register holds to be true, ended or not."""
    named = or_(col(Marriage.first_id).in_(ids), col(Marriage.second_id).in_(ids))
    return (await session.scalars(select(Marriage).where(named, col(Marriage.state).in_(STANDING)))).all()


async def partners_of(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """Whom these people are or were married to, as far as they are in this register."""
    found = await standing_marriages(session, ids)
    return {each for marriage in found for each in (marriage.first_id, marriage.second_id) if each} - set(ids)


async def bonds_of(session: AsyncSession, ids: Collection[UUID], but: UUID | None = None) -> list[Bond]:
    """The standing marriages of these people, ``but`` one, each ended by its divorce or by the first death."""
    found = await standing_marriages(session, ids)
    partners = {each for marriage in found for each in (marriage.first_id, marriage.second_id) if each}
    deaths = select(col(Person.id), col(Person.died_on)).where(col(Person.id).in_(partners))
    died = {row.id: row.died_on for row in await session.execute(deaths)}
    return [Bond(m.id, m.married_on, _end(m, died)) for m in found if m.id != but]


def _end(marriage: Marriage, died: dict[UUID, date | None]) -> date | None:
    other = died.get(marriage.second_id) if marriage.second_id else None
    return first_day(marriage.ended_on, died.get(marriage.first_id), other)


async def marriage_between(session: AsyncSession, first: UUID, second: UUID | None, ended: bool) -> Marriage | None:
    """The last standing marriage between the two, in either order: one that was divorced, or one that was not."""
    couple = or_(
        (col(Marriage.first_id) == first) & col(Marriage.second_id).is_not_distinct_from(second),
        (col(Marriage.first_id) == second) & (col(Marriage.second_id) == first),
    )
    over = col(Marriage.ended_on).is_not(None) if ended else col(Marriage.ended_on).is_(None)
    wanted = select(Marriage).where(couple, over, col(Marriage.state).in_(STANDING))
    return (await session.scalars(wanted.order_by(col(Marriage.married_on).desc()).limit(1).with_for_update())).first()
