"""Order per key, at least once on the bus, exactly once in effect, groups of one and of many members."""

import asyncio
import random

import msgspec
from sqlalchemy import text

from chassis import outbox
from tests.conformance.followup import Noted, Overlooked
from tests.conformance.house import House, expected, until


async def test_every_event_takes_effect_once_and_in_the_order_of_its_key(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish_many(50, range(40))
        await until(lambda: house.has(2000))
    assert await house.effects() == expected(50, range(40))
    assert await house.outbox_length() == 0


async def test_concurrent_writers_lose_nothing(house: House) -> None:
    """Each writer owns its subjects, as record locks would have it; their transactions overlap at random."""

    async def write(writer: int) -> None:
        for number in range(25):
            async with house.registry.transaction() as session:
                await outbox.add(session, *(Noted(subject=f"s{writer}-{s}", number=number) for s in range(3)))
                await asyncio.sleep(random.random() / 100)

    async with house.running(house.relay(), house.member(batch=20)):
        await asyncio.gather(*(write(n) for n in range(8)))
        await until(lambda: house.has(8 * 25 * 3))
    assert all(numbers == list(range(25)) for numbers in (await house.effects()).values())


async def test_what_is_rolled_back_is_never_published(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        async with house.registry.sessions() as session:
            await outbox.add(session, Noted(subject="never", number=1))
            await session.rollback()
        await house.publish(Noted(subject="kept", number=1))
        await until(lambda: house.has(1))
    assert await house.effects() == {"kept": [1]}


async def test_an_event_published_twice_takes_effect_once(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish(Noted(subject="a", number=1))
        await until(lambda: house.has(1))
        await _publish_again(house)
        await house.publish(Noted(subject="a", number=2))
        await until(lambda: house.has(2))
    assert await house.effects() == {"a": [1, 2]}


async def test_every_group_gets_every_event(house: House) -> None:
    async with house.running(house.relay(), house.member("followup"), house.member("followup.other")):
        await house.publish_many(5, range(10))
        await until(lambda: house.has(50, "followup"))
        await until(lambda: house.has(50, "followup.other"))
    assert await house.effects("followup") == await house.effects("followup.other") == expected(5, range(10))


async def test_an_event_without_a_handler_is_passed_over(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        async with house.registry.transaction() as session:
            await outbox.add(session, Overlooked(subject="a"), Noted(subject="a", number=1))
        await until(lambda: house.has(1))
    assert not await house.letters()


async def test_the_envelope_arrives_as_it_left(house: House) -> None:
    reader = house.bus().consumer(None, ["huijia.registry"])
    await reader.start()
    async with house.running(house.relay()):
        await house.publish(Noted(subject="张三", number=7))
        (record,) = await reader.fetch(10, 10)
    await reader.stop()
    event = record.event
    assert (event.type, event.source, event.subject) == (Noted.type, "/registry", "张三")
    assert msgspec.json.decode(event.data) == {"subject": "张三", "number": 7, "spoiled": False}
    assert event.time.tzinfo is not None and len(event.id) == 36


async def _publish_again(house: House) -> None:
    """Put the consumer's one received event into the outbox once more, under the same id."""
    (received,) = await house.rows("SELECT event_id FROM inbox")
    body = '{"subject": "a", "number": 1}'
    async with house.registry.transaction() as session:
        again = text(
            "INSERT INTO outbox (event_id, topic, key, type, source, data) "
            "VALUES (:id, 'huijia.registry', 'a', :type, '/registry', CAST(:body AS json))"
        )
        await session.execute(again, {"id": received["event_id"], "type": Noted.type, "body": body})
