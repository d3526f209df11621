"""Keeps that there is something to tell a department, and lines it up for those of its endpoints that want to know."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import new_id
from gateway.webhooks.policy import ALWAYS
from gateway.webhooks.tables import deliveries, endpoints, messages


async def announce(
    session: AsyncSession, kind: str, thing_id: UUID, department: str, *, cause: UUID, at: datetime
) -> None:
    """Once for each ``cause`` (the event, or what was asked): hearing of it again changes nothing."""
    message = uuid5(cause, f"{kind}/{department}/{thing_id}")
    row = {"id": message, "at": at, "kind": kind, "department": department, "thing_id": thing_id}
    kept = insert(messages).values(row).on_conflict_do_nothing().returning(messages.c.id)
    if (await session.execute(kept)).first() is None:
        return
    e = endpoints.c
    wanted = select(e.id).where(e.department == department, e.state != "ended")
    if kind not in ALWAYS:
        wanted = wanted.where(e.kinds.contains([kind]))
    for endpoint in (await session.execute(wanted)).scalars():
        await line_up(session, endpoint, [message])


async def line_up(session: AsyncSession, endpoint: UUID, found: list[UUID]) -> int:
    """Have ``found`` messages told to an endpoint; what waits for it already is left. How many were added."""
    now, added = clock.now(), 0
    for message in found:
        row = {"id": new_id(), "endpoint_id": endpoint, "message_id": message, "state": "waiting"}
        row |= {"attempts": 0, "next_at": now}
        done = await session.execute(insert(deliveries).values(row).on_conflict_do_nothing().returning(deliveries.c.id))
        added += done.first() is not None
    return added


async def messages_since(session: AsyncSession, department: str, kinds: list[str], since: datetime) -> list[UUID]:
    """What there was to tell a department of these kinds, the oldest first."""
    m = messages.c
    wanted = select(m.id).where(m.department == department, m.at >= since, m.kind.in_(kinds))
    return list((await session.execute(wanted.order_by(m.at, m.id))).scalars())
