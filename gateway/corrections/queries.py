"""Reads of notices."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from gateway.corrections.schemas import NoticeOut, State
from gateway.corrections.tables import correction_notices

_N = correction_notices.c


def _in(state: State, today: date) -> ColumnElement[bool]:
    if state == "acknowledged":
        return _N.acknowledged_at.is_not(None)
    waiting = _N.acknowledged_at.is_(None)
    return waiting & (_N.due_on < today) if state == "overdue" else waiting


async def notices(
    session: AsyncSession,
    department: str | None,
    state: State,
    after: tuple[date, UUID] | None,
    limit: int,
    today: date,
) -> list[NoticeOut]:
    """Up to ``limit`` + 1 notices, to one department or to all, by the day they are due."""
    wanted = select(correction_notices).where(_in(state, today))
    wanted = wanted.where(_N.department == department if department else true())
    if after is not None:
        wanted = wanted.where((_N.due_on > after[0]) | ((_N.due_on == after[0]) & (_N.id > after[1])))
    rows = await session.execute(wanted.order_by(_N.due_on, _N.id).limit(limit + 1))
    return [show_notice(row, today) for row in rows.mappings()]


def show_notice(row: RowMapping, today: date) -> NoticeOut:
    """As an answer shows it on ``today``."""
    overdue = row["acknowledged_at"] is None and row["due_on"] < today
    return NoticeOut.model_validate(dict(row) | {"overdue": overdue})
