"""What time brings about: messages that came are tried again, and those of ours that wait for too long are given up."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.sweeps import Sweep
from services.migrants.exchange.apply_messages import apply_message
from services.migrants.exchange.record_receipts import TROUBLES
from services.migrants.exchange.tables import Arrived, Outgoing
from services.migrants.exchange.terms import terms

_BATCH = 200
Key = tuple[str, UUID]


async def find_unapplied(session: AsyncSession) -> Sequence[Key]:
    """Messages of peers whose receiver failed, and whose next try is due."""
    due = col(Arrived.settled_at).is_(None) & (col(Arrived.next_at) <= clock.now())
    rows = select(col(Arrived.sender), col(Arrived.id)).where(due).order_by(col(Arrived.received_at)).limit(_BATCH)
    return [(row.sender, row.id) for row in await session.execute(rows)]


async def apply_again(session: AsyncSession, key: Key) -> None:
    """Try one again."""
    arrived = await session.get(Arrived, key, with_for_update=True)
    if arrived is not None and arrived.settled_at is None and arrived.next_at <= clock.now():
        await apply_message(session, arrived)


async def find_hopeless(session: AsyncSession) -> Sequence[UUID]:
    """Messages of ours that could not be settled for too long."""
    before = clock.now() - timedelta(days=terms(clock.today()).given_up_after_days)
    began = func.coalesce(col(Outgoing.resent_at), col(Outgoing.queued_at))
    old = col(Outgoing.settled_at).is_(None) & (began < before)
    return (await session.execute(select(col(Outgoing.id)).where(old).limit(_BATCH))).scalars().all()


async def give_up(session: AsyncSession, message_id: UUID) -> None:
    """Give one up. Its reason says what it waited for last."""
    row = await session.get(Outgoing, message_id, with_for_update=True)
    if row is None or row.settled_at is not None:
        return
    if not terms(clock.today()).is_given_up(row.resent_at or row.queued_at, clock.now()):
        return
    away = await session.execute(text("SELECT code FROM exchange_peers WHERE county = :county"), {"county": row.peer})
    last = row.code or away.scalar()
    zh, en = TROUBLES["given-up"]
    row.status, row.settled_at, row.code = "failed", clock.now(), "given-up"
    row.zh, row.en = (f"{zh}({row.zh or last})", f"{en} ({row.en or last})") if last else (zh, en)


APPLY_AGAIN = Sweep("apply-arrived", timedelta(seconds=15), find_unapplied, apply_again)
GIVE_UP = Sweep("give-up-messages", timedelta(minutes=5), find_hopeless, give_up)
