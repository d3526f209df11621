"""A bus that is away, and one that says everything twice and in another order."""

import asyncio
import os
import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.kafka_message import record_of
from chassis.bus.kafka_producer import KafkaPublisher
from chassis.cloudevents import CloudEvent
from deploy.local.ports import remembered
from drill.house import House

_TOPIC, _AGAIN = "huijia.registry", 300
_FORGETFUL = ("followup", "migrants")
_NEWEST = f"""
SELECT event_id, key, type, source, time, traceparent, data FROM bus.log
WHERE topic = '{_TOPIC}' ORDER BY published_at DESC LIMIT {_AGAIN}
"""
_APPEND = "SELECT bus.append($1, $2::uuid[], $3, $4, $5, $6, $7, $8::json[])"


async def take_the_broker_away(house: House, _: random.Random) -> str:
    """Apache Kafka is down, for DRILL_BROKER_SECONDS (600); outboxes fill meanwhile."""
    seconds = float(os.environ.get("DRILL_BROKER_SECONDS", "600"))
    controller = await asyncio.to_thread(house.supervisor)
    await asyncio.to_thread(controller.stop, "kafka")
    await asyncio.sleep(seconds)
    await asyncio.to_thread(controller.start, "kafka")
    return f"kafka down for {seconds:.0f} s"


async def repeat_and_reorder(house: House, chance: random.Random) -> str:
    """The register's newest events once more, in another order, to consumers half of whose inboxes forgot them.

    Once the county is well: what it said last is read from the bus, and the inboxes are in the database.
    """
    await house.healthy()
    events = await (_from_kafka(house) if house.home.runs_kafka else _from_log(house))
    chance.shuffle(events)
    forgotten = [UUID(event.id) for event in events[::2]]
    admin = await house.admin()
    try:
        for service in _FORGETFUL:
            await admin.execute(f"DELETE FROM {service}.inbox WHERE event_id = ANY ($1::uuid[])", forgotten)
    finally:
        await admin.close()
    await (_to_kafka(house, events) if house.home.runs_kafka else _to_log(house, events))
    return "repeat and reorder events"


async def _from_log(house: House) -> list[CloudEvent]:
    admin = await house.admin()
    try:
        rows = await admin.fetch(_NEWEST)
    finally:
        await admin.close()
    return [_event(row) for row in rows]


def _event(row: asyncpg.Record) -> CloudEvent:
    return CloudEvent(
        id=str(row["event_id"]),
        source=row["source"],
        type=row["type"],
        subject=row["key"],
        time=row["time"],
        traceparent=row["traceparent"],
        data=row["data"].encode(),
    )


async def _to_log(house: House, events: Sequence[CloudEvent]) -> None:
    columns: list[list[Any]] = [
        [UUID(event.id) for event in events],
        [event.subject for event in events],
        [event.type for event in events],
        [event.source for event in events],
        [event.time for event in events],
        [event.traceparent for event in events],
        [event.data.decode() for event in events],
    ]
    registry = await asyncpg.connect(house.dsn("registry"))
    try:
        await registry.execute(_APPEND, _TOPIC, *columns)
    finally:
        await registry.close()


async def _from_kafka(house: House) -> list[CloudEvent]:
    consumer = AIOKafkaConsumer(bootstrap_servers=_broker(house))
    await consumer.start()
    try:
        places = [TopicPartition(_TOPIC, number) for number in consumer.partitions_for_topic(_TOPIC) or ()]
        consumer.assign(places)
        ends = await consumer.end_offsets(places)
        for place in places:
            consumer.seek(place, max(0, ends[place] - _AGAIN // len(places)))
        fetched = await consumer.getmany(timeout_ms=3000, max_records=_AGAIN)
        return [record_of(message, "").event for messages in fetched.values() for message in messages]
    finally:
        await consumer.stop()


async def _to_kafka(house: House, events: Sequence[CloudEvent]) -> None:
    publisher = KafkaPublisher(KafkaAccess(_broker(house)), "")
    try:
        await publisher.publish(events)
    finally:
        await publisher.stop()


def _broker(house: House) -> str:
    return f"127.0.0.1:{remembered(house.home)['kafka']}"
