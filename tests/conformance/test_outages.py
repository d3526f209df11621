"""The bus goes away and comes back: nothing is lost, nothing is done twice, and nobody has to restart anything."""

import asyncio
import time

import asyncpg
import pytest

from tests.conformance.broker import Broker
from tests.conformance.conftest import KAFKA
from tests.conformance.followup import Noted
from tests.conformance.house import House, expected, until


async def test_the_bus_is_killed_and_comes_back(house: House, request: pytest.FixtureRequest) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish_many(6, range(5))
        await until(lambda: house.has(30))
        await _take_away(house, request)
        if house.kind == "kafka":
            # The service's own work goes on: its events wait in the outbox.
            await house.publish_many(6, range(5, 10))
            assert await house.outbox_length() == 30
        await asyncio.sleep(1)
        await _bring_back(house, request)
        if house.kind == "embedded":
            await house.publish_many(6, range(5, 10))
        await until(lambda: house.has(60), 40)
    assert await house.effects() == expected(6, range(10))


# A frozen PostgreSQL would freeze the writers with it: on the embedded bus there is nothing to test.
@pytest.mark.parametrize("house", [KAFKA], indirect=True)
async def test_the_broker_is_frozen_in_the_middle(house: House, broker: Broker) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish_many(6, range(5))
        await until(lambda: house.has(30))
        broker.freeze()
        try:
            await house.publish_many(6, range(5, 10))
            await asyncio.sleep(4)  # longer than the session: the member is out of its group
        finally:
            broker.thaw()
        await until(lambda: house.has(60), 40)
    assert await house.effects() == expected(6, range(10))


async def test_the_outbox_is_drained_after_hours_of_outage(house: House, request: pytest.FixtureRequest) -> None:
    """What piled up while nothing was relayed goes out in order, quickly, and while new events come in."""
    if house.kind == "kafka":
        request.getfixturevalue("broker").kill()
    relaying = asyncio.create_task(house.relay().run()) if house.kind == "kafka" else None
    for first in range(0, 10, 5):
        await house.publish_many(1000, range(first, first + 5))
    old = await asyncpg.connect(house.registry.url)
    await old.execute("UPDATE outbox SET time = time - interval '6 hours'")
    await old.close()
    if relaying is not None:
        await asyncio.sleep(1)
        assert not relaying.done() and await house.outbox_length() == 10_000
        relaying.cancel()
        request.getfixturevalue("broker").start()
    started = time.monotonic()
    async with house.running(house.relay(), house.member(batch=1000)):
        for number in range(10, 15):
            await house.publish(*(Noted(subject=f"s{s}", number=number) for s in range(1, 11)))
        await until(lambda: house.is_drained(), 30)
        drained = time.monotonic() - started
        await until(lambda: house.has(10_050), 60)
    print(f"{house.kind}: 10,050 events left the outbox in {drained:.1f} s")
    effects = await house.effects()
    assert all(numbers == list(range(15 if int(s[1:]) <= 10 else 10)) for s, numbers in effects.items())


async def test_the_database_goes_away_under_the_consumer(house: House) -> None:
    """An outage is no event's fault: nothing becomes a dead letter, however long it lasts."""
    async with house.running(house.relay(), house.member()):
        await house.publish_many(6, range(5))
        house.database.server.stop()
        await asyncio.sleep(1.5)
        house.database.server.start()
        await until(lambda: house.has(30), 30)
    assert await house.effects() == expected(6, range(5))
    assert not await house.letters()


async def _take_away(house: House, request: pytest.FixtureRequest) -> None:
    if house.kind == "kafka":
        request.getfixturevalue("broker").kill()
    else:
        house.database.server.stop()


async def _bring_back(house: House, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("broker") if house.kind == "kafka" else house.database.server
    await asyncio.to_thread(server.start)
