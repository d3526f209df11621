"""The bus on Apache Kafka."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete
from aiokafka.errors import GroupCoordinatorNotAvailableError, TopicAlreadyExistsError, for_code

from chassis.bus.interface import BusUnavailable, Consumer, Extent, Forwarded, Place
from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.kafka_client import end, kafka_lost_is_unavailable, within
from chassis.bus.kafka_consumer import KafkaConsumer
from chassis.bus.kafka_producer import KafkaPublisher
from chassis.bus.postgres import lost_is_unavailable
from chassis.cloudevents import CloudEvent

_OLDEST = """
SELECT id, event_id, topic, key, type, source, time, traceparent, data
FROM outbox WHERE id > $1 ORDER BY id LIMIT $2
"""
_PUBLISHED = "DELETE FROM outbox WHERE id = ANY($1)"

_REPLICAS = 3
_CLOSING_SECONDS, _STARTING_SECONDS = 5, 60
# Events are kept until they are trimmed, so that a read model can be rebuilt.
_KEPT = {"retention.ms": "-1", "cleanup.policy": "delete"}


class KafkaBus:
    """The bus for one process. ``prefix`` goes before every topic and group, where houses share a cluster."""

    def __init__(
        self, access: KafkaAccess, partitions: int = 8, prefix: str = "", session_timeout: float = 10.0
    ) -> None:
        self._access, self._partitions = access, partitions
        self._prefix, self._session_timeout = prefix, session_timeout
        self._publisher = KafkaPublisher(access, prefix)

    async def ensure_topics(self, topics: Iterable[str]) -> None:
        """Create the topics that do not exist yet, on three brokers where there are three."""
        async with self._admin() as admin:
            existing = set(await admin.list_topics())
            missing = [name for name in self._names(topics) if name not in existing]
            if missing:
                brokers = (await admin.describe_cluster())["brokers"]
                replicas = min(_REPLICAS, len(brokers))
                wanted = [NewTopic(name, self._partitions, replicas, topic_configs=_KEPT) for name in missing]
                _check_created(await admin.create_topics(wanted))

    async def forward(self, connection: asyncpg.Connection, after_id: int, limit: int) -> Forwarded:
        """See Bus.forward. A crash between the two steps publishes the rows twice."""
        with lost_is_unavailable():
            rows = await connection.fetch(_OLDEST, after_id, limit)
        if not rows:
            return Forwarded(0, 0)
        await self._publisher.publish([_event_of(row) for row in rows])
        ids = [row["id"] for row in rows]
        with lost_is_unavailable():
            await connection.execute(_PUBLISHED, ids)
        return Forwarded(len(ids), ids[-1])

    def consumer(self, group: str | None, topics: Sequence[str]) -> Consumer:
        """See Bus.consumer."""
        return _Subscribed(self, self._access, group, topics, self._prefix, self._session_timeout)

    async def extents(self, topics: Sequence[str]) -> Mapping[Place, Extent]:
        """See Bus.extents."""
        async with self._reader(topics) as (reader, partitions):
            first = await reader.beginning_offsets(partitions)
            end = await reader.end_offsets(partitions)
        return {self._place(p): Extent(first[p], end[p]) for p in partitions}

    async def committed(self, group: str, topics: Sequence[str]) -> Mapping[Place, int]:
        """See Bus.committed."""
        async with self._admin() as admin:
            offsets = await _offsets_of(admin, self._prefix + group)
        places = {self._place(p): found.offset for p, found in offsets.items() if found.offset >= 0}
        return {place: offset for place, offset in places.items() if place.topic in topics}

    async def positions_at(self, topics: Sequence[str], instant: datetime) -> Mapping[Place, int]:
        """See Bus.positions_at."""
        milliseconds = int(instant.timestamp() * 1000)
        async with self._reader(topics) as (reader, partitions):
            end = await reader.end_offsets(partitions)
            found = await reader.offsets_for_times(dict.fromkeys(partitions, milliseconds))
        return {self._place(p): found[p].offset if found.get(p) else end[p] for p in partitions}

    async def trim(self, topic: str, before: datetime) -> int:
        """See Bus.trim."""
        extents, limits = await self.extents([topic]), dict(await self.positions_at([topic], before))
        async with self._admin() as admin:
            for group, _ in await admin.list_consumer_groups():
                for partition, found in (await _offsets_of(admin, group)).items():
                    place = self._place(partition)
                    if place in limits and found.offset >= 0:
                        limits[place] = min(limits[place], found.offset)
            gone = {p: limit for p, limit in limits.items() if limit > extents[p].first}
            if gone:
                await admin.delete_records({self._partition(p): RecordsToDelete(at) for p, at in gone.items()})
        return sum(limit - extents[place].first for place, limit in gone.items())

    async def stop(self) -> None:
        """See Bus.stop."""
        await self._publisher.stop()

    @asynccontextmanager
    async def _admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        admin = AIOKafkaAdminClient(**self._access.options, request_timeout_ms=10_000)
        try:
            with kafka_lost_is_unavailable():
                await admin.start()
                yield admin
        finally:
            await end(admin.close(), _CLOSING_SECONDS)

    @asynccontextmanager
    async def _reader(self, topics: Sequence[str]) -> AsyncIterator[tuple[AIOKafkaConsumer, list[TopicPartition]]]:
        await self.ensure_topics(topics)
        names = self._names(topics)
        reader = AIOKafkaConsumer(*names, **self._access.options, request_timeout_ms=10_000)
        try:
            with kafka_lost_is_unavailable():
                await reader.start()
                found = {name: reader.partitions_for_topic(name) or set() for name in names}
                yield reader, [TopicPartition(name, n) for name in names for n in sorted(found[name])]
        finally:
            await end(reader.stop(), _CLOSING_SECONDS)

    def _names(self, topics: Iterable[str]) -> list[str]:
        return [self._prefix + topic for topic in sorted(topics)]

    def _place(self, partition: TopicPartition) -> Place:
        return Place(partition.topic.removeprefix(self._prefix), partition.partition)

    def _partition(self, place: Place) -> TopicPartition:
        return TopicPartition(self._prefix + place.topic, place.partition)


class _Subscribed(KafkaConsumer):
    """A consumer that makes sure of its topics before it joins."""

    def __init__(
        self,
        bus: KafkaBus,
        access: KafkaAccess,
        group: str | None,
        topics: Sequence[str],
        prefix: str,
        session_timeout: float,
    ) -> None:
        super().__init__(access, group, topics, prefix, session_timeout)
        self._bus, self._wanted = bus, topics

    async def start(self) -> None:
        """See Consumer.start."""
        await within(_STARTING_SECONDS, self._bus.ensure_topics(self._wanted))
        await super().start()


def _check_created(answer: Any) -> None:
    for _, code, *_ in answer.topic_errors:
        # Another process of the house may have been quicker.
        if code and for_code(code) is not TopicAlreadyExistsError:
            raise BusUnavailable(f"topic not created: {for_code(code).__name__}")


async def _offsets_of(admin: AIOKafkaAdminClient, group: str) -> Mapping[TopicPartition, Any]:
    # A cluster that has never seen a group first has to make room for groups; it says so, and does.
    for _ in range(20):
        with contextlib.suppress(GroupCoordinatorNotAvailableError):
            return await admin.list_consumer_group_offsets(group)
        await asyncio.sleep(0.25)
    raise BusUnavailable("no group coordinator")


def _event_of(row: asyncpg.Record) -> CloudEvent:
    return CloudEvent(
        id=str(row["event_id"]),
        source=row["source"],
        type=row["type"],
        subject=row["key"],
        time=row["time"],
        traceparent=row["traceparent"],
        data=row["data"].encode(),
    )
