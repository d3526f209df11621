"""Publishes to Kafka in order per key: idempotent, acknowledged by all replicas, one batch per partition at a time."""

import asyncio
from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder

from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.kafka_client import end, kafka_lost_is_unavailable
from chassis.bus.kafka_message import headers_of
from chassis.cloudevents import CloudEvent

# Below the broker's default limit of 1 MiB for a batch (message.max.bytes).
_BATCH_BYTES = 900_000
_REQUEST_MS = 10_000
_CLOSING_SECONDS = 2


class KafkaPublisher:
    """A producer that is made when first needed and made anew after any failure.

    While the broker is away the producer itself tries on, in order, for as long as it takes. What it reports
    as failed may or may not be on the bus; the caller publishes it again, and the inbox absorbs the double.
    """

    def __init__(self, access: KafkaAccess, prefix: str) -> None:
        self._access, self._prefix = access, prefix
        self._producer: AIOKafkaProducer | None = None
        self._partition = DefaultPartitioner()  # murmur2, as every Kafka client has it

    async def publish(self, events: Sequence[CloudEvent]) -> None:
        """Return when all are durable on the bus. Raises BusUnavailable."""
        try:
            with kafka_lost_is_unavailable():
                await self._publish(events)
        except BaseException:
            # Whatever is still in the producer must not be sent behind what comes next.
            await self.stop()
            raise

    async def stop(self) -> None:
        """Give the producer up, with what it may still hold."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        if not await end(producer.stop(), _CLOSING_SECONDS):
            # stop() waits until everything is delivered, which never ends while the broker is away.
            if producer._sender is not None and producer._sender.sender_task is not None:
                producer._sender.sender_task.cancel()
            await end(producer.client.close(), _CLOSING_SECONDS)

    async def _publish(self, events: Sequence[CloudEvent]) -> None:
        producer = self._producer or await self._start()
        batches: dict[tuple[str, int], BatchBuilder] = {}
        for event in events:
            place = await self._place(producer, event)
            batch = batches.setdefault(place, producer.create_batch())
            if not _append(batch, event):
                await _deliver(producer, batches)
                batches = {place: producer.create_batch()}
                if not _append(batches[place], event):
                    raise ValueError(f"event {event.id} is larger than Kafka takes ({len(event.data)} bytes)")
        await _deliver(producer, batches)

    async def _start(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **self._access.options,
            client_id="huijia-relay",
            acks="all",
            enable_idempotence=True,
            max_batch_size=_BATCH_BYTES,
            max_request_size=8 * _BATCH_BYTES,
            request_timeout_ms=_REQUEST_MS,
        )
        self._producer = producer
        await producer.start()
        return producer

    async def _place(self, producer: AIOKafkaProducer, event: CloudEvent) -> tuple[str, int]:
        topic = self._prefix + event.topic
        partitions = sorted(await producer.partitions_for(topic))
        return topic, self._partition(event.subject.encode(), partitions, partitions)


def _append(batch: BatchBuilder, event: CloudEvent) -> bool:
    key, headers = event.subject.encode(), headers_of(event)
    return batch.append(timestamp=None, key=key, value=event.data, headers=headers) is not None


async def _deliver(producer: AIOKafkaProducer, batches: dict[tuple[str, int], BatchBuilder]) -> None:
    """Send one batch to each partition and wait until every one of them is settled, well or badly.

    With a single batch per partition on the way, nothing can overtake a batch that fails.
    """
    filled = [(place, batch) for place, batch in batches.items() if batch.record_count()]
    sent = [await producer.send_batch(batch, topic, partition=number) for (topic, number), batch in filled]
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
