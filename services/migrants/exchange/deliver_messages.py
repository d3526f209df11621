"""Hand messages over to one peer: what is due is signed, sent, and settled by the receipts that come back.

Nothing is locked while the peer is waited for. Killed at any point, the same messages are sent again, and the peer
answers with the receipts that it has.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import structlog
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import Database
from services.migrants.exchange.describe_county import read_description
from services.migrants.exchange.enclose_message import Enclosed, NotNow, enclose_message
from services.migrants.exchange.envelope import Call
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.known_peers import KnownPeer, known_peers
from services.migrants.exchange.reach_peer import DESCRIPTION, MESSAGES, Described, PeerAway, Reach, Receipts
from services.migrants.exchange.record_receipts import put_off, record_receipts
from services.migrants.exchange.sd_jwt import StatementBroken
from services.migrants.exchange.tables import ExchangePeer
from services.migrants.exchange.terms import terms

log = structlog.get_logger()
_DUE = text("""
    SELECT o.*, (
        SELECT e.id FROM exchange_outgoing e
        WHERE e.peer = o.peer AND e.thread = o.thread AND e.position < o.position AND e.validated_at IS NOT NULL
        ORDER BY e.position DESC LIMIT 1
    ) AS after
    FROM exchange_outgoing o
    WHERE o.peer = :peer AND o.settled_at IS NULL AND o.next_at <= :now AND NOT EXISTS (
        SELECT FROM exchange_outgoing e
        WHERE e.peer = o.peer AND e.thread = o.thread AND e.settled_at IS NULL AND e.position < o.position
    )
    ORDER BY o.position LIMIT :most
""")
_PEERS_DUE = text("""
    SELECT DISTINCT o.peer FROM exchange_outgoing o LEFT JOIN exchange_peers p ON p.county = o.peer
    WHERE o.settled_at IS NULL AND o.next_at <= :now AND coalesce(p.next_at, :now) <= :now
    UNION
    SELECT county FROM exchange_peers WHERE outdated AND next_at <= :now
""")


async def peers_due(database: Database) -> list[str]:
    """The counties that something is due for."""
    async with database.transaction() as session:
        return [row.peer for row in await session.execute(_PEERS_DUE, {"now": clock.now()})]


async def deliver_to(database: Database, county: str, reach: Reach) -> int:
    """Send what is due for one peer, call by call; how many messages were sent."""
    sent = 0
    while True:
        try:
            peer = await _ready(database, county, reach)
            count, more = (0, False) if peer is None else await _one_call(database, peer, reach)
        except PeerAway as away:
            await _note_failure(database, county, away.code)
            return sent
        sent += count
        if not more:
            return sent


async def _ready(database: Database, county: str, reach: Reach) -> KnownPeer | None:
    """The peer with its description, read anew where that is too old; None where it is unknown or not due."""
    async with database.transaction() as session:
        peer = (await known_peers(session, installation_of(session).directory, [county])).get(county)
        row = await session.get(ExchangePeer, county)
        if peer is None:
            await _put_off_all(session, county)
            return None
    if row is not None and row.next_at > clock.now():
        # Tried meanwhile, since it was found to be due.
        return None
    if not _is_old(row):
        return peer
    answer = await reach(peer.address, DESCRIPTION, None)
    try:
        told = read_description(msgspec.json.decode(answer, type=Described).statement, peer)
    except (msgspec.MsgspecError, StatementBroken):
        raise PeerAway("bad-description") from None
    await _note(database, county, description=msgspec.to_builtins(told), described_at=clock.now(), outdated=False)
    return await _ready(database, county, reach)


def _is_old(row: ExchangePeer | None) -> bool:
    if row is None or row.described_at is None or row.outdated:
        return True
    return (clock.now() - row.described_at).total_seconds() >= terms(clock.today()).description_holds


async def _one_call(database: Database, peer: KnownPeer, reach: Reach) -> tuple[int, bool]:
    agreed = terms(clock.today())
    told = {"peer": peer.county, "now": clock.now(), "most": agreed.messages_at_once}
    async with database.transaction() as session:
        rows = (await session.execute(_DUE, told)).all()
        enclosed = await _enclose(session, peer, rows, agreed.call_bytes)
    if not enclosed:
        return 0, len(rows) == agreed.messages_at_once
    answer = await reach(peer.address, MESSAGES, msgspec.json.encode(Call([each.envelope for each in enclosed])))
    try:
        receipts = msgspec.json.decode(answer, type=Receipts).receipts
    except msgspec.MsgspecError:
        raise PeerAway("bad-answer") from None
    async with database.transaction() as session:
        again = await record_receipts(session, peer, enclosed, receipts)
    await _note(database, peer.county, failures=0, next_at=clock.now(), reached_at=clock.now(), code=None)
    # Where all are to come again later, the rest would fare no better now.
    return len(enclosed), again < len(enclosed)


async def _enclose(session: AsyncSession, peer: KnownPeer, rows: Sequence[Any], most: int) -> list[Enclosed]:
    enclosed: list[Enclosed] = []
    size = 0
    for row in rows:
        try:
            each = enclose_message(installation_of(session), peer, row)
        except NotNow as reason:
            await put_off(session, row, reason.code)
            continue
        size += each.size
        if size > most and enclosed:
            break
        enclosed.append(each)
    return enclosed


async def _put_off_all(session: AsyncSession, county: str) -> None:
    told = {"peer": county, "now": clock.now(), "most": terms(clock.today()).messages_at_once}
    for row in (await session.execute(_DUE, told)).all():
        await put_off(session, row, "unknown-county")
    await session.execute(text("UPDATE exchange_peers SET outdated = false WHERE county = :county"), {"county": county})


async def _note_failure(database: Database, county: str, code: str) -> None:
    async with database.transaction() as session:
        row = await session.get(ExchangePeer, county, with_for_update=True)
        failures = 1 if row is None else row.failures + 1
    next_at = terms(clock.today()).next_try(failures, clock.now())
    await _note(database, county, failures=failures, next_at=next_at, code=code)
    log.warning("peer_away", county=county, code=code, failures=failures)


async def _note(database: Database, county: str, **values: Any) -> None:
    fresh = insert(ExchangePeer).values({"county": county, "next_at": clock.now()} | values)
    async with database.transaction() as session:
        await session.execute(fresh.on_conflict_do_update(index_elements=["county"], set_=values))
