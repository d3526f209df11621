"""Several members share a group's partitions; members come, go and are killed; nothing is lost or done twice."""

import asyncio
import signal

import pytest

from chassis.bus.consume import Consumption
from tests.conformance.house import House, expected, tasks, until
from tests.conformance.process import CONSUMER_STEPS


async def test_members_divide_the_partitions(house: House) -> None:
    members = [house.member() for _ in range(2)]
    async with house.running(house.relay(), *members):
        await until(lambda: _share_fairly(*members))
        await house.publish_many(40, range(10))
        await until(lambda: house.has(400))
    assert await house.effects() == expected(40, range(10))


async def test_members_that_join_and_leave_keep_the_order(house: House) -> None:
    async with house.running(house.relay(), house.member(batch=20)):
        await house.publish_many(40, range(20))
        async with house.running(house.member(batch=20)):
            await house.publish_many(40, range(20, 40))
            await until(lambda: house.has(600))
        await house.publish_many(40, range(40, 50))
        await until(lambda: house.has(2000))
    assert await house.effects() == expected(40, range(50))


@pytest.mark.parametrize("step", CONSUMER_STEPS)
async def test_a_consumer_killed_at_any_step_leaves_no_gap_and_no_double(house: House, step: str) -> None:
    await house.publish_many(6, range(10))
    async with house.running(house.relay()):
        victim = await house.start_process("followup", DIE_AT=step)
        assert await asyncio.wait_for(victim.wait(), 20) == -signal.SIGKILL
        assert 0 < await house.count() < 60
        async with house.running(house.member()):
            await until(lambda: house.has(60))
    assert await house.effects() == expected(6, range(10))


async def test_a_frozen_member_is_replaced_and_changes_nothing_when_it_wakes(house: House) -> None:
    async with house.running(house.relay()):
        frozen = await house.start_process("followup")
        try:
            await house.publish_many(6, range(5))
            await until(lambda: house.has(30))
            frozen.send_signal(signal.SIGSTOP)
            await house.publish_many(6, range(5, 10))
            async with house.running(house.member()):
                await until(lambda: house.has(60))
                frozen.send_signal(signal.SIGCONT)
                await house.publish_many(6, range(10, 15))
                await until(lambda: house.has(90))
        finally:
            frozen.kill()
            await frozen.wait()
    assert await house.effects() == expected(6, range(15))


async def test_a_relay_killed_after_publishing_does_not_double_the_effect(house: House) -> None:
    await house.publish_many(6, range(5))
    victim = await house.start_process("registry", DIE_AT="published")
    assert await asyncio.wait_for(victim.wait(), 20) == -signal.SIGKILL
    if house.kind == "kafka":
        assert await house.outbox_length() == 30  # on the bus and in the outbox: it will be published twice
    await house.publish_many(6, range(5, 6))
    async with house.running(house.relay(), house.member()):
        await until(lambda: house.has(36))
        await until(lambda: house.is_drained())
    assert await house.effects() == expected(6, range(6))


async def test_one_relay_works_and_the_other_takes_over(house: House) -> None:
    async with tasks(house.member().run()):
        async with tasks(house.relay().run(), house.relay().run()):
            await house.publish_many(6, range(5))
            await until(lambda: house.has(30))
        async with tasks(house.relay().run()):
            await house.publish_many(6, range(5, 10))
            await until(lambda: house.has(60))
    assert await house.effects() == expected(6, range(10))


async def _share_fairly(one: Consumption, other: Consumption) -> bool:
    return len(one._held) == len(other._held) == 2 and one._held.isdisjoint(other._held)
