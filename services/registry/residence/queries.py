"""Reads of moves."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.persons.tables import Person
from services.registry.residence.rules import Resident
from services.registry.residence.tables import Move


async def residents(
    session: AsyncSession, persons: Sequence[Person], counties: Collection[str]
) -> dict[UUID, Resident]:
    """Each of ``persons`` as the rules of moving see them."""
    ids = [person.id for person in persons]
    county = func.left(Move.from_division, 6)
    here = func.bool_or(or_(county.in_(counties), func.left(Move.to_division, 6).in_(counties)))
    past = select(Move.person_id, func.max(Move.moved_on), here).where(col(Move.person_id).in_(ids))
    rows = await session.execute(past.group_by(col(Move.person_id)))
    moved = {person_id: (last, moved_here) for person_id, last, moved_here in rows}
    return {person.id: _resident(person, *moved.get(person.id, (None, False)), counties) for person in persons}


def _resident(person: Person, last_moved_on: date | None, moved_here: bool, counties: Collection[str]) -> Resident:
    return Resident(
        birth_date=person.birth_date,
        living=person.living,
        division=person.residence_division,
        last_moved_on=last_moved_on,
        lived_here=moved_here or person.registered_division[:6] in counties,
    )


async def moves_of(session: AsyncSession, person_id: UUID, after: tuple[date, UUID], limit: int) -> Sequence[Move]:
    """Up to ``limit`` + 1 moves of a person, in the order in which they happened."""
    place = tuple_(col(Move.moved_on), col(Move.id))
    moves = select(Move).where(Move.person_id == person_id, place > after)
    return (await session.scalars(moves.order_by(col(Move.moved_on), col(Move.id)).limit(limit + 1))).all()
