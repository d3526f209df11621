"""The transactional outbox: the only way to publish.

An event is a row in the same transaction as the change it tells of, so both commit or neither does. The
relay (``chassis.bus.relay``) moves committed rows to the bus in the order of their ids.

Bulk work that lives in SQL publishes with ``insert_select``.
"""

from uuid import UUID

from sqlalchemy import DDL, BigInteger, CheckConstraint, Column, DateTime, Identity, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.event import listen
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.cloudevents import CloudEvent, DomainEvent, source_of, to_cloudevent
from chassis.event_json import Fields, event_json
from chassis.tables import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", Uuid, nullable=False, server_default=text("new_event_id()")),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("time", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("traceparent", Text),
    # json, not jsonb: the body travels as it was written, and nobody searches in it here.
    Column("data", JSON, nullable=False),
    # What the bus would refuse is refused here, where the transaction that wrote it fails, and not the relay.
    CheckConstraint("octet_length(data::text) <= 524288", name="outbox_size"),
    # Rows live for milliseconds; a queue that is vacuumed late is a queue that is slow to read.
    postgresql_with={
        "autovacuum_vacuum_scale_factor": "0",
        "autovacuum_vacuum_threshold": "5000",
        "autovacuum_vacuum_insert_scale_factor": "0",
        "autovacuum_vacuum_insert_threshold": "100000",
    },
)

# PostgreSQL 18 has uuidv7(), and a function that only names it is folded into the statement that calls it. We run
# on 16 too, where 48 bits of milliseconds are laid over a random UUID (RFC 9562, version 7).
_NEW_EVENT_ID = """
DO $do$ BEGIN
IF to_regprocedure('pg_catalog.uuidv7()') IS NOT NULL THEN
    CREATE OR REPLACE FUNCTION new_event_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
    AS 'SELECT pg_catalog.uuidv7()';
    RETURN;
END IF;
CREATE OR REPLACE FUNCTION new_event_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
SET search_path = pg_catalog AS $$
    SELECT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
END $do$
"""

# Wakes the relay, but only one that sleeps: PostgreSQL commits transactions that notify one at a time, in the
# whole cluster, which would take three quarters of the house's writing speed.
#
# A sleeping relay holds the lock exclusively. Who gets it shared knows the relay awake, and holds it to the end
# of the transaction; the relay cannot fall asleep before, and looks once more after it has.
_WAKE_RELAY = """
CREATE OR REPLACE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock_shared(hashtextextended('relay sleeps ' || TG_TABLE_SCHEMA, 0)) THEN
        PERFORM pg_notify('outbox_' || TG_TABLE_SCHEMA, '');
    END IF;
    RETURN NULL;
END $$
"""
# The topic stands in the constraint as it is: a check that asks for the schema's name asks again for every row, which
# takes a quarter of the time of writing a million.
_OWN_TOPIC = """
DO $do$ BEGIN
EXECUTE 'ALTER TABLE outbox ADD CONSTRAINT outbox_own_topic CHECK (topic = '
    || quote_literal('huijia.' || current_schema()) || ')';
END $do$
"""
_TRIGGER = """
CREATE OR REPLACE TRIGGER wake_relay AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wake_relay()
"""

listen(outbox, "before_create", DDL(_NEW_EVENT_ID))  # type: ignore[no-untyped-call]
listen(outbox, "after_create", DDL(_OWN_TOPIC))  # type: ignore[no-untyped-call]
listen(outbox, "after_create", DDL(_WAKE_RELAY))  # type: ignore[no-untyped-call]
listen(outbox, "after_create", DDL(_TRIGGER))  # type: ignore[no-untyped-call]


def _row(envelope: CloudEvent) -> dict[str, object]:
    return {
        "event_id": UUID(envelope.id),
        "topic": envelope.topic,
        "key": envelope.subject,
        "type": envelope.type,
        "source": envelope.source,
        "time": envelope.time,
        "traceparent": envelope.traceparent,
        "data": envelope.data.decode(),
    }


# The body is JSON already: bound as text and cast, it is not encoded a second time.
_INSERT = text(
    "INSERT INTO outbox (event_id, topic, key, type, source, time, traceparent, data) VALUES "
    "(:event_id, :topic, :key, :type, :source, :time, :traceparent, CAST(CAST(:data AS text) AS json))"
)


async def add(session: AsyncSession, event: DomainEvent, *more: DomainEvent) -> None:
    """Publish events when, and only when, the session's transaction commits.

    Pending changes are flushed first, so the rows an event tells of are locked before the event takes its
    place in the outbox: two writers of one record publish in the order in which they changed it.
    """
    await session.flush()
    await session.execute(_INSERT, [_row(to_cloudevent(each)) for each in (event, *more)])


def insert_select(event_type: type[DomainEvent], fields: Fields, rows: str, event_id: str = "new_event_id()") -> str:
    """SQL that publishes one event per row of a query: ``INSERT INTO outbox … SELECT … FROM rows``.

    ``fields`` maps each field of ``event_type`` to an SQL expression over ``rows`` (the text after ``FROM``,
    with its ``WHERE`` and ``ORDER BY``), or to the fields of the structure that it holds; all of it is code, never
    input. Times are the database's, and so are ids unless ``event_id`` gives UUIDs of version 7 that were made before.
    Where rows are very many and not locked, ``bulk_ids.BULK_ID`` gives them in a tenth of the time.
    Raises ValueError when a required field is missing or an unknown one is given.
    """
    body = event_json(event_type, fields)
    return (
        "INSERT INTO outbox (event_id, topic, key, type, source, data) "
        f"SELECT {event_id}, '{event_type.topic}', ({fields[event_type.key]})::text, '{event_type.type}', "
        f"'{source_of(event_type.topic)}', {body} FROM {rows}"
    )
