"""Reads of the exchange for staff."""

from typing import Any
from uuid import UUID

from sqlalchemy import text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.pagination import Page, decode_cursor, page_of
from services.migrants.exchange.errors import UnknownExchangeMessage
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.known_peers import known_peer
from services.migrants.exchange.refusals import REFUSALS
from services.migrants.exchange.schemas import (
    ArrivedState,
    ExchangeKey,
    OutgoingEvidence,
    OutgoingState,
    PeerState,
    RefusalCount,
)
from services.migrants.exchange.tables import Arrived, ExchangePeer, Outgoing, RefusedCount

_QUEUES = text("""
    SELECT peer, count(*) FILTER (WHERE settled_at IS NULL) AS waiting,
           min(queued_at) FILTER (WHERE settled_at IS NULL) AS oldest_waiting,
           count(*) FILTER (WHERE status = 'rejected') AS rejected,
           count(*) FILTER (WHERE status = 'failed') AS given_up
    FROM exchange_outgoing GROUP BY peer
""")
_NO_QUEUE = {"waiting": 0, "oldest_waiting": None, "rejected": 0, "given_up": 0}


async def list_peers(session: AsyncSession) -> list[PeerState]:
    """Every county of the directory, and every other that something was queued for, by code."""
    queues = {row.peer: dict(row._mapping) for row in await session.execute(_QUEUES)}
    rows = {row.county: row for row in (await session.execute(select(ExchangePeer))).scalars()}
    directory = installation_of(session).directory
    counties = sorted({each.county for each in directory.counties} | set(queues))
    return [_peer_state(directory.peer(c), rows.get(c), {"peer": c} | queues.get(c, _NO_QUEUE)) for c in counties]


def _peer_state(entry: Any, row: ExchangePeer | None, queue: dict[str, Any]) -> PeerState:
    known = known_peer(entry, row.description if row else None) if entry else None
    keys = sorted(known.signs_with.values(), key=lambda key: key.since) if known else []
    return PeerState(
        county=queue.pop("peer"),
        name_zh=entry.name.zh if entry else None,
        name_en=entry.name.en if entry else None,
        address=entry.address if entry else None,
        divisions=(entry.divisions or [entry.county]) if entry else [],
        signs_with=[ExchangeKey(kid=key.kid, since=key.since, until=key.until) for key in keys],
        messages=sorted(known.messages) if known and known.messages is not None else None,
        described_at=row.described_at if row else None,
        reached_at=row.reached_at if row else None,
        failures=row.failures if row else 0,
        code=row.code if row else None,
        next_at=row.next_at if row else None,
        **queue,
    )


async def list_outgoing(
    session: AsyncSession, county: str | None, status: str | None, thread: UUID | None, limit: int, cursor: str | None
) -> Page[OutgoingState]:
    """Messages of ours, the newest first."""
    query = select(Outgoing)
    for column, wanted in ((Outgoing.peer, county), (Outgoing.status, status), (Outgoing.thread, thread)):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    if cursor is not None:
        query = query.where(col(Outgoing.position) < decode_cursor(cursor, int)[0])
    rows = (await session.execute(query.order_by(col(Outgoing.position).desc()).limit(limit + 1))).scalars()
    return page_of([_outgoing(row) for row in rows], limit, "position")


def _outgoing(row: Outgoing) -> OutgoingState:
    return OutgoingState(**row.model_dump(), erased=row.body is None)


async def find_outgoing(session: AsyncSession, message_id: UUID) -> OutgoingEvidence:
    """One with its evidence. Raises UnknownExchangeMessage."""
    row = await session.get(Outgoing, message_id)
    if row is None:
        raise UnknownExchangeMessage()
    return OutgoingEvidence(**row.model_dump(), erased=row.body is None)


async def list_arrived(
    session: AsyncSession, county: str | None, status: str | None, thread: UUID | None, limit: int, cursor: str | None
) -> Page[ArrivedState]:
    """Messages of peers, by their ids, which grow with time, the newest first."""
    query = select(Arrived)
    for column, wanted in ((Arrived.sender, county), (Arrived.status, status), (Arrived.thread, thread)):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    key = (col(Arrived.id), col(Arrived.sender))
    if cursor is not None:
        query = query.where(tuple_(*key) < decode_cursor(cursor, UUID, str))
    rows = (await session.execute(query.order_by(*(each.desc() for each in key)).limit(limit + 1))).scalars()
    states = [ArrivedState(**row.model_dump(), erased=row.body is None) for row in rows]
    return page_of(states, limit, "id", "sender")


async def list_refusals(session: AsyncSession, limit: int) -> list[RefusalCount]:
    """The newest counts."""
    query = select(RefusedCount).order_by(col(RefusedCount.last_at).desc()).limit(limit)
    rows = (await session.execute(query)).scalars().all()
    return [RefusalCount(**row.model_dump(), **_words(row.code)) for row in rows]


def _words(code: str) -> dict[str, str]:
    why = REFUSALS.get(code)  # type: ignore[call-overload]
    return {"zh": why.zh if why else code, "en": why.en if why else code}
