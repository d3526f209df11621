"""A worker is away: their visits of those days are freed for others, at once."""

from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from services.followup.visits.rules import OPEN
from services.followup.visits.tables import Visit
from services.followup.worklists.errors import UnknownWorker
from services.followup.worklists.schemas import LeaveSeen, LeaveTaken
from services.followup.worklists.tables import Leave, Worker


async def take_leave(session: AsyncSession, caller: Caller, subject: str, taken: LeaveTaken) -> LeaveSeen:
    """The leave, and how many visits it freed; told again it changes nothing.

    A village worker records their own, a township officer anybody's in scope. Raises UnknownWorker, BadPayload.
    """
    if taken.to_on < taken.from_on:
        raise BadPayload(faults=[Fault("#/to_on", "before_from", "a leave ends on its first day or later")])
    await load_worker(session, caller, subject)
    row = {"id": new_id(), "subject": subject, **taken.model_dump(), "recorded_by": caller.subject}
    row["recorded_at"] = clock.now()
    await session.execute(insert(Leave).values(row).on_conflict_do_nothing())
    leave = (await session.scalars(select(Leave).where(_same(subject, taken)))).one()
    freed = await _free_visits(session, subject, taken)
    await audit.record(session, caller, "take-leave", leave=leave.id, freed=freed)
    return LeaveSeen.model_validate(leave).model_copy(update={"freed": freed})


async def load_worker(session: AsyncSession, caller: Caller, subject: str) -> Worker:
    """A worker in the caller's scope, or the caller. Raises UnknownWorker."""
    worker = await session.get(Worker, subject)
    is_theirs = caller.role == "township-officer" or subject == caller.subject
    if worker is None or not caller.sees(worker.division) or not is_theirs:
        raise UnknownWorker()
    return worker


async def cancel_leave(session: AsyncSession, caller: Caller, subject: str, leave_id: UUID) -> None:
    """They are there after all; the next visits find them. Gone already is fine. Raises UnknownWorker."""
    await load_worker(session, caller, subject)
    leave = await session.get(Leave, leave_id)
    if leave is not None and leave.subject == subject:
        await session.delete(leave)
        await audit.record(session, caller, "cancel-leave", leave=leave_id)


def _same(subject: str, taken: LeaveTaken) -> ColumnElement[bool]:
    on_days = (col(Leave.from_on) == taken.from_on) & (col(Leave.to_on) == taken.to_on)
    return (col(Leave.subject) == subject) & on_days


async def _free_visits(session: AsyncSession, subject: str, taken: LeaveTaken) -> int:
    planned = select(col(Visit.id)).where(
        col(Visit.worker) == subject,
        col(Visit.planned_on).between(taken.from_on, taken.to_on),
        col(Visit.state).in_(OPEN),
    )
    ids = (await session.scalars(planned.order_by(col(Visit.id)).with_for_update())).all()
    await session.execute(update(Visit).where(col(Visit.id).in_(ids)).values(worker=None, planned_on=None))
    return len(ids)
