"""Queue a message for another county, in the transaction of what it tells about."""

import os
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import new_id
from services.migrants.exchange.installation import Installation, installation_of
from services.migrants.exchange.message import Message, fields_of
from services.migrants.exchange.tables import Outgoing

OUTGOING_BODY = "exchange_outgoing.body"
"""The context in which bodies of ours are sealed."""
_TAKE_TURNS = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(t, 0)) FROM unnest(CAST(:turns AS text[])) WITH ORDINALITY t(t)"
)


class Body(msgspec.Struct, frozen=True):
    """What is kept of a message until its period is over: the fields, and the secret that their salts come from."""

    secret: bytes
    fields: dict[str, Any]


class Letter(NamedTuple):
    """A message and where it goes: ``to`` a county (six digits), in a thread."""

    to: str
    thread: UUID
    message: Message


async def send_message(session: AsyncSession, *, to: str, thread: UUID, message: Message) -> UUID:
    """Queue ``message`` for the county ``to`` (six digits); its id. Messages of a thread arrive in this order.

    A county that the directory does not name yet is no fault: the message waits until it does, or is given up.
    """
    (sent,) = await send_messages(session, [Letter(to, thread, message)])
    return sent


async def send_messages(session: AsyncSession, letters: Sequence[Letter]) -> list[UUID]:
    """The same for many at once."""
    here = installation_of(session)
    if any(each.to == here.here for each in letters):
        raise ValueError("a county does not send messages to itself")
    if not letters:
        return []
    # Two transactions that queue into one thread take turns, so that they are seen in the order of their numbers.
    turns = sorted({f"{each.to} {each.thread}" for each in letters})
    await session.execute(_TAKE_TURNS, {"turns": turns})
    rows = [_row(here, each) for each in letters]
    await session.execute(insert(Outgoing), rows)
    return [row["id"] for row in rows]


def _row(here: Installation, letter: Letter) -> dict[str, Any]:
    # Without the secret nobody finds a field by trying likely values against the proof; it goes with the body.
    body = Body(secret=os.urandom(16), fields=fields_of(letter.message))
    sealed = here.sealer.seal(msgspec.json.encode(body).decode(), OUTGOING_BODY)
    now = clock.now()
    row = {"id": new_id(), "peer": letter.to, "thread": letter.thread, "type": letter.message.type, "body": sealed}
    return row | {"queued_at": now, "next_at": now, "status": "waiting", "attempts": 0}
