"""Reads of movements."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.pagination import Page, decode_cursor, page_of
from services.migrants.movements.rules import Direction, direction_of
from services.migrants.movements.schemas import MovementView
from services.migrants.movements.tables import Movement
from services.migrants.residents.tables import Resident


async def list_movements(
    session: AsyncSession, prefix: str, direction: Direction | None, limit: int, cursor: str | None
) -> Page[MovementView]:
    """A page, newest first, of the moves from, to or within the divisions that begin with ``prefix``."""
    same_person = col(Resident.person_id) == col(Movement.person_id)
    query: Any = select(Movement, Resident.name).join(Resident, same_person, isouter=True)
    query = query.where(_touching(prefix, direction))
    if cursor is not None:
        query = query.where(tuple_(col(Movement.moved_on), col(Movement.id)) < decode_cursor(cursor, date, UUID))
    newest_first = (col(Movement.moved_on).desc(), col(Movement.id).desc())
    rows = (await session.execute(query.order_by(*newest_first).limit(limit + 1))).all()
    return page_of([_view(movement, name, prefix) for movement, name in rows], limit, "moved_on", "id")


def _touching(prefix: str, direction: Direction | None) -> ColumnElement[bool]:
    was_here, is_here = col(Movement.from_division).startswith(prefix), col(Movement.to_division).startswith(prefix)
    by_direction = {"left": was_here & ~is_here, "arrived": ~was_here & is_here, "within": was_here & is_here}
    return or_(was_here, is_here) if direction is None else by_direction[direction]


def _view(movement: Movement, name: str | None, prefix: str) -> MovementView:
    direction = direction_of(movement.from_division, movement.to_division, prefix)
    return MovementView(**movement.model_dump(), name=name, direction=direction or "within")
