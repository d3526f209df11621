"""A broker that takes only those who come by TLS with a certificate: every client of ours does, and proves itself."""

import secrets
from datetime import UTC, datetime

import pytest

from chassis.bus.interface import BusUnavailable, Place
from chassis.bus.kafka import KafkaBus
from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.kafka_producer import KafkaPublisher
from chassis.cloudevents import CloudEvent
from chassis.identifiers import new_id
from tests.conformance.broker import Broker
from tests.conformance.followup import TOPIC

pytestmark = pytest.mark.kafka


async def test_events_go_to_the_bus_and_back_by_tls(broker: Broker) -> None:
    access, prefix = broker.access(), f"t{secrets.token_hex(4)}-"
    assert access.options["security_protocol"] == "SSL"
    bus, publisher = KafkaBus(access, 1, prefix, 2.0), KafkaPublisher(access, prefix)
    consumer = bus.consumer("reader", [TOPIC])
    event = CloudEvent(
        id=str(new_id()),
        source="/registry",
        type="cn.huijia.registry.tried.v1",
        subject="a key",
        time=datetime(2026, 1, 1, tzinfo=UTC),
        traceparent=None,
        data=b"{}",
    )
    try:
        await bus.ensure_topics([TOPIC])
        await publisher.publish([event])
        assert (await bus.extents([TOPIC]))[Place(TOPIC, 0)].end == 1
        await consumer.start()
        [record] = await consumer.fetch(10, 60)
        assert record.event.id == event.id
        await consumer.commit([record])
        assert await bus.committed("reader", [TOPIC]) == {Place(TOPIC, 0): 1}
    finally:
        await consumer.stop()
        await publisher.stop()
        await bus.stop()


async def test_without_a_certificate_nobody_comes_in_and_a_strange_broker_is_not_spoken_to(broker: Broker) -> None:
    ours = broker.access()
    nameless = KafkaAccess(ours.bootstrap, ours.authority)
    by_another_name = KafkaAccess(ours.bootstrap.replace("127.0.0.1", "localhost"), ours.authority, ours.certificate)
    for access in (nameless, by_another_name):
        with pytest.raises(BusUnavailable):
            await KafkaBus(access).ensure_topics([TOPIC])
