"""Load a handover with everybody and everything named in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from services.migrants.handovers.errors import UnknownHandover
from services.migrants.handovers.tables import HandedPerson, HandedService, Handover, HandoverEntry


async def load_handover(session: AsyncSession, caller: Caller, handover_id: UUID, *, lock: bool = False) -> Handover:
    """Raises UnknownHandover where there is none on the caller's side of it."""
    handover = await locked(session, handover_id) if lock else await session.get(Handover, handover_id)
    if handover is None or not caller.sees(handover.division):
        raise UnknownHandover()
    return handover


async def locked(session: AsyncSession, handover_id: UUID) -> Handover | None:
    """The handover, to change."""
    return await session.get(Handover, handover_id, with_for_update=True, populate_existing=True)


async def locked_by_id(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Handover]:
    """Those that are known here, to change; locked in one order, whoever asks."""
    known = select(Handover).where(col(Handover.id).in_(ids)).order_by(col(Handover.id)).with_for_update()
    rows = await session.scalars(known.execution_options(populate_existing=True))
    return {handover.id: handover for handover in rows}


async def people_of(session: AsyncSession, handover_id: UUID) -> Sequence[HandedPerson]:
    """Everybody named in it, in the order in which they were named."""
    return await people_of_all(session, [handover_id])


async def people_of_all(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[HandedPerson]:
    """The same for several handovers."""
    named = select(HandedPerson).where(col(HandedPerson.handover_id).in_(ids)).order_by(col(HandedPerson.id))
    return (await session.scalars(named)).all()


async def services_of(session: AsyncSession, handover_id: UUID) -> Sequence[HandedService]:
    """Every service named in it."""
    return await services_of_all(session, [handover_id])


async def services_of_all(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[HandedService]:
    """The same for several handovers."""
    named = select(HandedService).where(col(HandedService.handover_id).in_(ids)).order_by(col(HandedService.id))
    return (await session.scalars(named)).all()


async def log_of(session: AsyncSession, handover_id: UUID) -> Sequence[HandoverEntry]:
    """What happened, in order."""
    lines = select(HandoverEntry).where(col(HandoverEntry.handover_id) == handover_id)
    return (await session.scalars(lines.order_by(col(HandoverEntry.position)))).all()
