"""Reads of workers and of the days they are away."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.auth import Caller
from chassis.pagination import decode_cursor
from services.followup.care_team import prefix_range
from services.followup.worklists.tables import Leave, Worker
from services.followup.worklists.take_leave import load_worker


async def workers_of(session: AsyncSession, caller: Caller, cursor: str | None, limit: int) -> Sequence[Worker]:
    """Up to ``limit + 1`` workers of the caller's divisions, by account; of a village worker nobody else."""
    low, high = prefix_range(caller.scope_prefix)
    found = select(Worker).where(col(Worker.division) >= low, col(Worker.division) < high)
    if caller.role == "village-worker":
        found = found.where(col(Worker.subject) == caller.subject)
    if cursor:
        found = found.where(col(Worker.subject) > decode_cursor(cursor, str)[0])
    return (await session.scalars(found.order_by(col(Worker.subject)).limit(limit + 1))).all()


async def leaves_of(
    session: AsyncSession, caller: Caller, subject: str, cursor: str | None, limit: int
) -> Sequence[Leave]:
    """Up to ``limit + 1`` leaves that are not over, the first first. Raises UnknownWorker."""
    await load_worker(session, caller, subject)
    found = select(Leave).where(col(Leave.subject) == subject, col(Leave.to_on) >= clock.today())
    if cursor:
        found = found.where(tuple_(col(Leave.from_on), col(Leave.id)) > decode_cursor(cursor, date, UUID))
    return (await session.scalars(found.order_by(col(Leave.from_on), col(Leave.id)).limit(limit + 1))).all()
