"""Send a message again that was given up, or try one now that waits for its next try."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from services.migrants.exchange.errors import MessageSettled, UnknownExchangeMessage
from services.migrants.exchange.tables import ExchangePeer, Outgoing


async def resend_message(session: AsyncSession, caller: Caller, message_id: UUID) -> Outgoing:
    """Raises UnknownExchangeMessage, MessageSettled."""
    row = await session.get(Outgoing, message_id, with_for_update=True)
    if row is None:
        raise UnknownExchangeMessage()
    if row.status in ("applied", "rejected") or row.body is None:
        raise MessageSettled(state=row.status)
    now = clock.now()
    if row.status == "failed":
        row.status, row.settled_at, row.code, row.zh, row.en = "waiting", None, None, None, None
        # Its days count anew; when it was queued stays what it was.
        row.resent_at = now
    row.next_at = now
    await _try_now(session, row.peer, now)
    facts = {"message": row.id, "peer": row.peer, "type": row.type, "thread": row.thread}
    await audit.record(session, caller, "resend-message", None, **facts)
    return row


async def _try_now(session: AsyncSession, county: str, now: datetime) -> None:
    await session.execute(update(ExchangePeer).where(col(ExchangePeer.county) == county).values(next_at=now))
