"""The embedded bus: a log in the services' own PostgreSQL (schema ``bus``, see schema.sql)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import asyncpg

from chassis.bus.embedded_consumer import EmbeddedConsumer
from chassis.bus.interface import Consumer, Extent, Forwarded, Place
from chassis.bus.postgres import connected, lost_is_unavailable

# Takes rows out of the outbox and appends them to the log in one statement, and so in one transaction: here an
# event is never published twice. The rows never leave the server.
_FORWARD = """
WITH moved AS (
    DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id > $1 ORDER BY id LIMIT $2) RETURNING *
), appended AS (
    SELECT count(*) AS rows, max(id) AS last,
           bus.append(topic, array_agg(event_id ORDER BY id), array_agg(key ORDER BY id),
                      array_agg(type ORDER BY id), array_agg(source ORDER BY id), array_agg(time ORDER BY id),
                      array_agg(traceparent ORDER BY id), array_agg(data ORDER BY id))
    FROM moved GROUP BY topic
)
SELECT coalesce(sum(rows), 0)::bigint AS rows, coalesce(max(last), 0) AS last FROM appended
"""
_EXTENTS = """
SELECT p.topic, p.partition, p.head,
       coalesce((SELECT min(l.position) FROM bus.log l WHERE (l.topic, l.partition) = (p.topic, p.partition)),
                p.head) AS first
FROM bus.partitions p WHERE p.topic = ANY($1)
"""
_AT = """
SELECT p.topic, p.partition, coalesce((
    SELECT min(l.position) FROM bus.log l
    WHERE (l.topic, l.partition) = (p.topic, p.partition) AND l.published_at >= $2), p.head) AS position
FROM bus.partitions p WHERE p.topic = ANY($1)
"""
_COMMITTED = """
SELECT topic, partition, position FROM bus.offsets WHERE consumer_group = $1 AND topic = ANY($2)
"""
_TRIM_AT_ONCE = 10_000


class EmbeddedBus:
    """The bus for one service's process; ``dsn`` is the service's runtime role."""

    def __init__(self, dsn: str, partitions: int = 8, heartbeat: float = 3.0) -> None:
        self._dsn = dsn
        self._partitions = partitions
        self._heartbeat = heartbeat

    async def ensure_topics(self, topics: Iterable[str]) -> None:
        """Create the topics that do not exist yet, with as many partitions as the setting says."""
        async with connected(self._dsn, "huijia-bus") as connection:
            for topic in sorted(topics):
                await connection.execute("SELECT bus.ensure_topic($1, $2)", topic, self._partitions)

    async def forward(self, connection: asyncpg.Connection, after_id: int, limit: int) -> Forwarded:
        """See Bus.forward; ``connection`` is the service's own."""
        with lost_is_unavailable():
            row = await connection.fetchrow(_FORWARD, after_id, limit)
        return Forwarded(row["rows"], row["last"])

    def consumer(self, group: str | None, topics: Sequence[str]) -> Consumer:
        """See Bus.consumer."""
        return EmbeddedConsumer(self._dsn, group, topics, self._partitions, self._heartbeat)

    async def extents(self, topics: Sequence[str]) -> Mapping[Place, Extent]:
        """See Bus.extents."""
        rows = await self._rows(_EXTENTS, list(topics))
        return {Place(r["topic"], r["partition"]): Extent(r["first"], r["head"]) for r in rows}

    async def committed(self, group: str, topics: Sequence[str]) -> Mapping[Place, int]:
        """See Bus.committed."""
        rows = await self._rows(_COMMITTED, group, list(topics))
        return {Place(r["topic"], r["partition"]): r["position"] for r in rows}

    async def positions_at(self, topics: Sequence[str], instant: datetime) -> Mapping[Place, int]:
        """See Bus.positions_at."""
        rows = await self._rows(_AT, list(topics), instant)
        return {Place(r["topic"], r["partition"]): r["position"] for r in rows}

    async def trim(self, topic: str, before: datetime) -> int:
        """See Bus.trim; the topic is the connected service's own, whatever is asked."""
        gone = 0
        async with connected(self._dsn, "huijia-bus") as connection:
            while last := await connection.fetchval("SELECT bus.trim($1, $2)", before, _TRIM_AT_ONCE):
                gone += last
        return gone

    async def stop(self) -> None:
        """Nothing is held open between calls."""

    async def _rows(self, query: str, *arguments: object) -> list[asyncpg.Record]:
        async with connected(self._dsn, "huijia-bus") as connection:
            rows: list[asyncpg.Record] = await connection.fetch(query, *arguments)
            return rows
