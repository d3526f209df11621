"""A Kafka client that hands its own cancellations on, or never ends, takes nobody with it."""

import asyncio

import pytest

from chassis.bus.interface import BusUnavailable
from chassis.bus.kafka_access import KafkaAccess
from chassis.bus.kafka_client import end, kafka_lost_is_unavailable
from chassis.bus.kafka_consumer import KafkaConsumer


async def _cancelled_inside() -> None:
    task = asyncio.create_task(asyncio.Event().wait())
    task.cancel()
    await task


async def test_a_cancellation_of_the_clients_own_is_an_outage_and_not_ours() -> None:
    with pytest.raises(BusUnavailable), kafka_lost_is_unavailable():
        await _cancelled_inside()


async def test_who_is_cancelled_is_cancelled() -> None:
    async def work() -> None:
        with kafka_lost_is_unavailable():
            await asyncio.Event().wait()

    working = asyncio.create_task(work())
    await asyncio.sleep(0)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working


async def test_a_client_that_will_not_close_is_left_behind() -> None:
    released = asyncio.Event()

    async def deaf() -> None:
        while not released.is_set():
            try:
                await released.wait()
            except asyncio.CancelledError:
                continue

    assert not await end(deaf(), 0.01)
    released.set()
    assert not await end(_cancelled_inside(), 60)
    assert await end(asyncio.sleep(0), 60)


async def test_a_consumer_ends_whatever_its_client_does(monkeypatch: pytest.MonkeyPatch) -> None:
    consumer = KafkaConsumer(KafkaAccess("127.0.0.1:1"), "reader", ["huijia.registry"], "", 10.0)
    monkeypatch.setattr(consumer._client, "stop", _cancelled_inside)
    await consumer.stop()
