"""Reads of discrepancies: a department sees those that it owns, the county's officers all."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import case, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.reconciliation.discrepancies.catalogue import OFFICE
from services.registry.reconciliation.discrepancies.errors import UnknownDiscrepancy
from services.registry.reconciliation.discrepancies.tables import Discrepancy

_WEIGHT = case({"high": 0, "medium": 1}, value=col(Discrepancy.severity), else_=2)


def _own(caller: Caller) -> Any:
    wanted = select(Discrepancy)
    return wanted if caller.department is None else wanted.where(Discrepancy.owner == caller.department)


async def find_discrepancy(
    session: AsyncSession, caller: Caller, discrepancy_id: UUID, *, lock: bool = False
) -> Discrepancy:
    """Raises UnknownDiscrepancy."""
    wanted = _own(caller).where(Discrepancy.id == discrepancy_id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found: Discrepancy | None = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise UnknownDiscrepancy()
    return found


async def agenda(
    session: AsyncSession,
    caller: Caller,
    session_id: UUID,
    chosen: dict[str, str | None],
    after: tuple[str, int, UUID] | None,
    limit: int,
) -> Sequence[Discrepancy]:
    """Up to ``limit`` + 1 discrepancies of a meeting, by owner, the gravest first. ``chosen`` narrows by column."""
    wanted = _own(caller).where(Discrepancy.last_session_id == session_id)
    for column, value in chosen.items():
        if value is not None:
            wanted = wanted.where(getattr(Discrepancy, column) == value)
    key = (col(Discrepancy.owner), _WEIGHT, col(Discrepancy.id))
    if after is not None:
        wanted = wanted.where(tuple_(*key) > after)
    return (await session.scalars(wanted.order_by(*key).limit(limit + 1))).all()


def key_of(row: Discrepancy) -> tuple[str, int, UUID]:
    """Where a row stands in the agenda."""
    return row.owner, {"high": 0, "medium": 1}.get(row.severity, 2), row.id


async def handed_in_by(
    session: AsyncSession, caller: Caller, session_id: UUID, after: UUID | None, limit: int
) -> Sequence[Discrepancy]:
    """Up to ``limit`` + 1 discrepancies that rows of the caller's department led to, whoever owns them."""
    wanted = select(Discrepancy).where(Discrepancy.last_session_id == session_id)
    wanted = wanted.where(Discrepancy.submitter == (caller.department or OFFICE))
    if after is not None:
        wanted = wanted.where(col(Discrepancy.id) > after)
    return (await session.scalars(wanted.order_by(col(Discrepancy.id)).limit(limit + 1))).all()
