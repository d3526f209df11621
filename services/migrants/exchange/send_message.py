"""Queue a message for another county, in the transaction of what it tells about."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import clock
from chassis.identifiers import new_id
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.message import Message, fields_of
from services.migrants.exchange.tables import Outgoing

OUTGOING_BODY = "exchange_outgoing.body"
"""The context in which bodies of ours are sealed."""


async def send_message(session: AsyncSession, *, to: str, thread: UUID, message: Message) -> UUID:
    """Queue ``message`` for the county ``to`` (six digits); its id. Messages of a thread arrive in this order.

    A county that the directory does not name yet is no fault: the message waits until it does, or is given up.
    """
    here = installation_of(session)
    if to == here.here:
        raise ValueError("a county does not send messages to itself")
    # Two transactions that queue into one thread take turns, so that each knows which message came before its own.
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"{to} {thread}"})
    sealed = here.sealer.seal(msgspec.json.encode(fields_of(message)).decode(), OUTGOING_BODY)
    now, sent = clock.now(), new_id()
    values: dict[str, Any] = {"id": sent, "peer": to, "thread": thread, "type": message.type, "body": sealed}
    values |= {"after": await _last_of(session, to, thread), "queued_at": now, "next_at": now}
    await session.execute(insert(Outgoing).values(values))
    return sent


async def _last_of(session: AsyncSession, to: str, thread: UUID) -> UUID | None:
    same_thread = (col(Outgoing.peer) == to) & (col(Outgoing.thread) == thread)
    last = select(Outgoing.id).where(same_thread).order_by(col(Outgoing.position).desc()).limit(1)
    return (await session.execute(last)).scalar()
