"""Events that could not be processed, with the reason, kept until somebody replays or discards them.

Order per key holds here too: once an event of a key lies here, later events of that key are laid behind it
(``blocked_by``) and are applied after it, in their order, when it is replayed or discarded.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    Row,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.bus.interface import Record
from chassis.bus.postgres import lock_key
from chassis.inbox import inbox_id
from chassis.retention import cutoff, prove_removal
from chassis.tables import metadata

_OPEN = text("state = 'open'")

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False),
    # The whole event in the CloudEvents JSON format; as text where its data is no JSON at all.
    Column("event", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    # The event of the same key that this one waits for; null for the one that failed itself.
    Column("blocked_by", BigInteger),
    Column("replay_requested_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("settled_at", DateTime(timezone=True)),
    CheckConstraint("state IN ('open', 'replayed', 'discarded')", name="dead_letters_state"),
    Index("dead_letters_open_event", "consumer", "event_id", unique=True, postgresql_where=_OPEN),
    Index("dead_letters_open_key", "consumer", "topic", "key", "position", postgresql_where=_OPEN),
)

_FIRST_OPEN = text(
    'SELECT DISTINCT ON (topic, key) topic, key, id, "position" FROM dead_letters '
    "WHERE consumer = :consumer AND state = 'open' "
    "AND (topic, key) IN (SELECT * FROM unnest(CAST(:topics AS text[]), CAST(:keys AS text[]))) "
    'ORDER BY topic, key, "position"'
)
_LAY = text(
    'INSERT INTO dead_letters (consumer, topic, partition, "position", event_id, key, type, event, reason, '
    "attempts, blocked_by) VALUES (:consumer, :topic, :partition, :position, :event_id, :key, :type, "
    "CAST(CAST(:event AS text) AS json), :reason, :attempts, :blocked_by) "
    "ON CONFLICT (consumer, event_id) WHERE state = 'open' DO NOTHING"
)
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_REQUEST = text(
    "UPDATE dead_letters SET replay_requested_at = now() WHERE state = 'open' AND id = ANY(:ids) RETURNING id"
)
_DISCARD = text(
    "UPDATE dead_letters SET state = 'discarded', settled_at = now() WHERE state = 'open' AND id = ANY(:ids) "
    "RETURNING id"
)
_RELEASE_FOLLOWERS = text(
    "UPDATE dead_letters SET replay_requested_at = now() WHERE state = 'open' AND blocked_by = ANY(:ids)"
)

_Key = tuple[str, str]


async def hold_line(session: AsyncSession, consumer: str, topic: str, key: str) -> None:
    """Hold the line of one key until the transaction ends: laying behind it and replaying it take turns."""
    await session.execute(_LOCK, {"key": lock_key("dead letter", consumer, topic, key)})


async def lay(
    session: AsyncSession, consumer: str, record: Record, reason: str, attempts: int, blocked_by: int | None = None
) -> None:
    """Put an event aside; one that lies open here already stays as it is."""
    row = {"consumer": consumer, "topic": record.place.topic, "partition": record.place.partition}
    row |= {"position": record.position, "event_id": inbox_id(record.event), "key": record.event.subject}
    row |= {"type": record.event.type, "event": record.event.to_json().decode()}
    row |= {"reason": reason[:2000], "attempts": attempts, "blocked_by": blocked_by}
    await session.execute(_LAY, row)


async def park(session: AsyncSession, consumer: str, records: Sequence[Record]) -> list[Record]:
    """Lay events behind open dead letters of their keys; returns those that may be handled."""
    if not await _first_open(session, consumer, records):
        return list(records)
    for topic, key in sorted({(r.place.topic, r.event.subject) for r in records}):
        await hold_line(session, consumer, topic, key)
    # Asked again under the lock: a replay may have cleared the line meanwhile.
    first_open = await _first_open(session, consumer, records)
    free = []
    for record in records:
        first = first_open.get((record.place.topic, record.event.subject))
        if first is None or record.position < first.position:
            free.append(record)
        else:
            await lay(session, consumer, record, f"waits for dead letter {first.id}", 0, first.id)
    return free


async def _first_open(session: AsyncSession, consumer: str, records: Sequence[Record]) -> dict[_Key, Row[Any]]:
    keys = {(r.place.topic, r.event.subject) for r in records}
    arguments = {"consumer": consumer, "topics": [t for t, _ in keys], "keys": [k for _, k in keys]}
    return {(row.topic, row.key): row for row in await session.execute(_FIRST_OPEN, arguments)}


async def request_replay(session: AsyncSession, ids: Sequence[int]) -> list[int]:
    """Ask the consumer to apply these again, each with all of its key's line; returns the ids that are open."""
    return sorted((await session.execute(_REQUEST, {"ids": list(ids)})).scalars())


async def discard(session: AsyncSession, ids: Sequence[int]) -> list[int]:
    """Give these up for good; what waited behind them is applied next. Returns the ids that were open."""
    gone = sorted((await session.execute(_DISCARD, {"ids": list(ids)})).scalars())
    await session.execute(_RELEASE_FOLLOWERS, {"ids": gone})
    return gone


_FORGET_SETTLED = text("DELETE FROM dead_letters WHERE state <> 'open' AND settled_at < :before RETURNING id")


async def forget_settled(session: AsyncSession) -> int:
    """Remove those that were replayed or discarded long enough ago, with a proof; how many. Open ones stay."""
    before = cutoff("settled-dead-letters")
    gone = (await session.scalars(_FORGET_SETTLED, {"before": before})).all()
    await prove_removal(session, "settled-dead-letters", gone, before)
    return len(gone)
