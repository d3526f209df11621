"""The inbox: which events a consumer has taken, so that a second delivery changes nothing.

The row is written in the transaction of the event's effect. A replay is a new generation of rows: events
are applied once more, and still only once however often the bus delivers them meanwhile.
"""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, Integer, Table, Text, Uuid, text

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
