"""How far each message of a thread got: sent, received, validated, applied or rejected, told apart."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.migrants.exchange.tables import Outgoing

Status = Literal["waiting", "sent", "received", "validated", "applied", "rejected", "failed"]
"""``waiting``: not tried yet or not reached; ``failed``: given up. The last three of a message's life are final."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """One message of ours. ``code``, ``zh`` and ``en`` say why it was rejected, given up, or still waits."""

    message_id: UUID
    peer: str
    type: str
    status: Status
    code: str | None
    zh: str | None
    en: str | None
    queued_at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    validated_at: datetime | None
    settled_at: datetime | None


async def receipts_of(session: AsyncSession, thread: UUID) -> list[Receipt]:
    """The messages that we sent in ``thread``, in order."""
    query = select(Outgoing).where(col(Outgoing.thread) == thread).order_by(col(Outgoing.position))
    return [_receipt(row) for row in (await session.execute(query)).scalars()]


def _receipt(row: Outgoing) -> Receipt:
    same = {name: getattr(row, name) for name in Receipt.__struct_fields__ if name != "message_id"}
    return Receipt(message_id=row.id, **same)
