"""Queue a message for another county, in the transaction of what it tells about."""

import os
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import new_id
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.message import Message, fields_of
from services.migrants.exchange.tables import Outgoing

OUTGOING_BODY = "exchange_outgoing.body"
"""The context in which bodies of ours are sealed."""


class Body(msgspec.Struct, frozen=True):
    """What is kept of a message until its period is over: the fields, and the secret that their salts come from."""

    secret: bytes
    fields: dict[str, Any]


async def send_message(session: AsyncSession, *, to: str, thread: UUID, message: Message) -> UUID:
    """Queue ``message`` for the county ``to`` (six digits); its id. Messages of a thread arrive in this order.

    A county that the directory does not name yet is no fault: the message waits until it does, or is given up.
    """
    here = installation_of(session)
    if to == here.here:
        raise ValueError("a county does not send messages to itself")
    # Two transactions that queue into one thread take turns, so that they are seen in the order of their numbers.
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"{to} {thread}"})
    # Without the secret nobody finds a field by trying likely values against the proof; it goes with the body.
    body = Body(secret=os.urandom(16), fields=fields_of(message))
    sealed = here.sealer.seal(msgspec.json.encode(body).decode(), OUTGOING_BODY)
    now, sent = clock.now(), new_id()
    values: dict[str, Any] = {"id": sent, "peer": to, "thread": thread, "type": message.type, "body": sealed}
    values |= {"queued_at": now, "next_at": now}
    await session.execute(insert(Outgoing).values(values))
    return sent
