"""A member of a Kafka consumer group; offsets are committed by hand, after the transaction they stand for."""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, RebalanceInProgressError

from chassis.bus.interface import Place, Record
from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.kafka_client import end, kafka_lost_is_unavailable, within
from chassis.bus.kafka_message import record_of

log = structlog.get_logger()

_CLOSING_SECONDS = 5
_PATIENCE_SECONDS = 60
"""Whoever hears nothing for so long begins anew: the client may have missed that the broker is back."""


class KafkaConsumer(ConsumerRebalanceListener):  # type: ignore[misc]  # the client has no types
    """See Consumer. Without a group it holds every partition, starts at the end and commits nothing."""

    def __init__(
        self, access: KafkaAccess, group: str | None, topics: Sequence[str], prefix: str, session_timeout: float
    ) -> None:
        self._prefix, self._group, self._topics = prefix, group, [prefix + topic for topic in topics]
        self._longest_batch = session_timeout * 10
        self._idle = asyncio.Event()
        self._idle.set()
        self._client = AIOKafkaConsumer(
            **access.options,
            client_id=f"huijia-{group or 'reader'}",
            group_id=prefix + group if group is not None else None,
            enable_auto_commit=False,
            auto_offset_reset="earliest" if group is not None else "latest",
            session_timeout_ms=int(session_timeout * 1000),
            heartbeat_interval_ms=int(session_timeout * 300),
            request_timeout_ms=10_000,
            # New partitions and topics are noticed within a minute.
            metadata_max_age_ms=60_000,
        )

    async def start(self) -> None:
        """See Consumer.start. The topics exist: KafkaBus made them."""
        with kafka_lost_is_unavailable():
            await within(_PATIENCE_SECONDS, self._join())

    async def _join(self) -> None:
        self._client.subscribe(self._topics, listener=self)
        await self._client.start()
        if self._group is None:
            # Positions are settled now, not with the first fetch: what comes from here on is seen.
            await asyncio.gather(*(self._client.position(p) for p in self._client.assignment()))

    async def stop(self) -> None:
        """See Consumer.stop."""
        self._idle.set()
        await end(self._client.stop(), _CLOSING_SECONDS)

    async def fetch(self, limit: int, wait: float) -> list[Record]:
        """See Consumer.fetch."""
        self._idle.set()
        with kafka_lost_is_unavailable():
            getting = self._client.getmany(timeout_ms=int(wait * 1000), max_records=limit)
            fetched = await within(wait + _PATIENCE_SECONDS, getting)
        messages = [message for messages in fetched.values() for message in messages]
        if messages:
            self._idle.clear()
        return [record_of(message, self._prefix) for message in messages]

    async def commit(self, records: Sequence[Record]) -> None:
        """See Consumer.commit."""
        reached: dict[Place, int] = {}
        for record in records:
            reached[record.place] = max(record.position + 1, reached.get(record.place, 0))
        await self._store(reached)

    async def seek(self, place: Place, position: int) -> None:
        """See Consumer.seek."""
        with kafka_lost_is_unavailable():
            self._client.seek(self._partition(place), position)
        await self._store({place: position})

    def assignment(self) -> frozenset[Place]:
        """See Consumer.assignment."""
        held = self._client.assignment()
        return frozenset(Place(p.topic.removeprefix(self._prefix), p.partition) for p in held)

    async def on_partitions_revoked(self, revoked: object) -> None:
        """Let the batch in work finish and commit before its partitions go to another member."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._longest_batch):
                await self._idle.wait()

    async def on_partitions_assigned(self, assigned: object) -> None:
        """Nothing to do: the client goes on at the committed positions."""

    async def _store(self, reached: dict[Place, int]) -> None:
        if self._group is None or not reached:
            return
        offsets = {self._partition(place): position for place, position in reached.items()}
        with kafka_lost_is_unavailable():
            try:
                await within(_PATIENCE_SECONDS, self._client.commit(offsets))
            except (CommitFailedError, IllegalStateError, RebalanceInProgressError):
                # The partitions went to another member meanwhile. It starts before these records, and finds them in
                # the inbox.
                log.info("partitions moved before a commit", group=self._group)

    def _partition(self, place: Place) -> TopicPartition:
        return TopicPartition(self._prefix + place.topic, place.partition)
