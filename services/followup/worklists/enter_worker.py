"""A township says who makes visits where, and how many a day."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit
from chassis.auth import Caller
from chassis.identifiers import division_prefix, is_division_code
from chassis.problems import BadPayload, Fault, NotAllowed
from services.followup.visits.rules import OPEN
from services.followup.visits.tables import Visit
from services.followup.worklists.schemas import WorkerEntered
from services.followup.worklists.tables import Worker


async def enter_worker(session: AsyncSession, caller: Caller, subject: str, entered: WorkerEntered) -> Worker:
    """The worker as they are now; where the place or the number changed, their visits find new days.

    Raises BadPayload, NotAllowed.
    """
    if not is_division_code(entered.division) or len(division_prefix(entered.division)) < 9:
        raise BadPayload(faults=[Fault("#/division", "bad_division_code", "a township or a village is expected")])
    known = await session.get(Worker, subject, with_for_update=True)
    if not caller.sees(entered.division) or (known is not None and not caller.sees(known.division)):
        raise NotAllowed()
    if known is None:
        known = Worker(subject=subject, **entered.model_dump())
        session.add(known)
    elif entered.model_dump() != known.model_dump(include=set(entered.model_dump())):
        known.sqlmodel_update(entered.model_dump() | {"revision": known.revision + 1})
        await _free_visits(session, subject)
    await audit.record(session, caller, "enter-worker", division=entered.division)
    return known


async def _free_visits(session: AsyncSession, subject: str) -> None:
    planned = (col(Visit.worker) == subject) & col(Visit.state).in_(OPEN) & col(Visit.planned_on).is_not(None)
    locked = select(col(Visit.id)).where(planned).order_by(col(Visit.id)).with_for_update()
    ids = (await session.scalars(locked)).all()
    await session.execute(update(Visit).where(col(Visit.id).in_(ids)).values(worker=None, planned_on=None))
