"""A group starts over from any position, from a time, or from zero, and applies each event once more."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from chassis.bus.interface import Place
from chassis.bus.replay import request_replay
from tests.conformance.followup import TOPIC, Noted
from tests.conformance.house import House, expected, until


async def test_a_rebuild_from_zero_applies_everything_again_in_order(house: House) -> None:
    async with house.running(house.relay(), house.member(), house.member()):
        await house.publish_many(10, range(8))
        await until(lambda: house.has(80))
        extents = await house.bus().extents([TOPIC])
        await _ask(house, dict.fromkeys(extents, 0))
        await until(lambda: house.has(160))
        await house.publish_many(10, range(8, 9))
        await until(lambda: house.has(170))
        await until(lambda: house.has_no_replay())
    twice = {subject: [*numbers, *numbers, 8] for subject, numbers in expected(10, range(8)).items()}
    assert await house.effects() == twice


async def test_a_replay_from_a_time_leaves_out_what_was_before(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish_many(3, range(2))
        await until(lambda: house.has(6))
        await asyncio.sleep(0.05)
        between = datetime.now(UTC)
        await asyncio.sleep(0.05)
        await house.publish_many(3, range(2, 4))
        await until(lambda: house.has(12))
        await _ask(house, await house.bus().positions_at([TOPIC], between))
        await until(lambda: house.has(18))
        await until(lambda: house.has_no_replay())
    assert await house.effects() == {f"s{s}": [0, 1, 2, 3, 2, 3] for s in (1, 2, 3)}


async def test_a_replay_never_skips_what_was_not_applied(house: House) -> None:
    async with house.running(house.relay()):
        await house.publish_many(3, range(5))
        await until(lambda: house.has_published(15))
    ends = {place: extent.end for place, extent in (await house.bus().extents([TOPIC])).items()}
    await _ask(house, ends)
    async with house.running(house.member()):
        await until(lambda: house.has(15))
    assert await house.effects() == expected(3, range(5))


async def test_a_replay_survives_a_kill_in_its_middle(house: House) -> None:
    await house.publish_many(6, range(10))
    async with house.running(house.relay()):
        async with house.running(house.member()):
            await until(lambda: house.has(60))
        await _ask(house, dict.fromkeys(await house.bus().extents([TOPIC]), 0))
        victim = await house.start_process("followup", DIE_AT="applied")
        await asyncio.wait_for(victim.wait(), 20)
        assert 60 < await house.count() < 120
        async with house.running(house.member()):
            await until(lambda: house.has(120))
            await until(lambda: house.has_no_replay())
    assert await house.effects() == {f"s{s}": [*range(10), *range(10)] for s in range(1, 7)}


async def test_a_reader_without_a_group_may_start_anywhere(house: House) -> None:
    async with house.running(house.relay()):
        await house.publish(*(Noted(subject="a", number=n) for n in range(10)))
        await until(lambda: house.has_published(10))
        reader = house.bus().consumer(None, [TOPIC])
        await reader.start()
        assert await reader.fetch(10, 0.2) == []
        for place in reader.assignment():
            await reader.seek(place, 4)
        assert [record.position for record in await reader.fetch(100, 5)] == [4, 5, 6, 7, 8, 9]
        await reader.stop()


async def _ask(house: House, starts: Mapping[Place, int]) -> None:
    bus = house.bus()
    extents, committed = await bus.extents([TOPIC]), await bus.committed("followup", [TOPIC])
    async with house.followup.transaction() as session:
        await request_replay(session, "followup", starts, extents, committed)
