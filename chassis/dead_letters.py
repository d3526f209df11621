"""Events that could not be processed, with the reason, kept until somebody replays or discards them.

Order per key holds here too: once an event of a key lies here, later events of that key are laid behind it
(``blocked_by``) and are applied after it, in their order, when it is replayed or discarded.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON

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
    Index("dead_letters_open_key", "consumer", "topic", "key", "id", postgresql_where=_OPEN),
)
