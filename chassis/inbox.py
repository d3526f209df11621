"""The inbox: which events a consumer has taken, so that a second delivery changes nothing.

The row is written in the transaction of the event's effect. A replay is a new generation of rows: events
are applied once more, and still only once however often the bus delivers them meanwhile.
"""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.cloudevents import CloudEvent
from chassis.tables import metadata

inbox = Table(
    "inbox",
    metadata,
    Column("consumer", Text, primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    # 0 for the first time; the replay's id where an event was asked for again.
    Column("replay", BigInteger, primary_key=True, autoincrement=False, server_default=text("0")),
    Column("received_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    # Rows come in the order of time and leave in it: the smallest index that finds old ones.
    Index("inbox_received_at", "received_at", postgresql_using="brin"),
)

replays = Table(
    "replays",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("from_position", BigInteger, nullable=False),
    # The end of the partition when the replay was asked for: what lies behind it arrives for the first time.
    Column("until_position", BigInteger, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("started_at", DateTime(timezone=True)),
    Index("replays_one_per_partition", "consumer", "topic", "partition", unique=True),
)
"""Replays asked for or under way, one per partition; the row goes when its last event has been applied."""

_TAKE = text(
    "INSERT INTO inbox (consumer, event_id, replay) "
    "SELECT :consumer, e.id, e.replay FROM unnest(CAST(:ids AS uuid[]), CAST(:replays AS bigint[])) AS e(id, replay) "
    # In one order, so that two consumers after the same events wait for each other in a line, not in a ring.
    "ORDER BY e.id ON CONFLICT DO NOTHING RETURNING event_id"
)
_FORGET = text("DELETE FROM inbox WHERE received_at < now() - make_interval(days => :days)")


def inbox_id(event: CloudEvent) -> UUID:
    """The event's id as the inbox keeps it; an id that is no UUID gets one made from it and the source."""
    try:
        return UUID(event.id)
    except ValueError:
        return uuid5(NAMESPACE_URL, f"{event.source} {event.id}")


async def take(session: AsyncSession, consumer: str, events: Mapping[UUID, int]) -> set[UUID]:
    """Record events as received; returns those that were not yet. ``events`` maps inbox ids to replays (or 0)."""
    arguments = {"consumer": consumer, "ids": list(events), "replays": list(events.values())}
    return set((await session.execute(_TAKE, arguments)).scalars())


async def forget_old(session: AsyncSession, days: int) -> None:
    """Drop rows older than ``days``: far longer than the bus may take to deliver an event again."""
    await session.execute(_FORGET, {"days": days})
