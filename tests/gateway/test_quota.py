"""A client's look-ups of a day, counted once for all processes."""

import asyncio
from datetime import timedelta

import asyncpg
import msgspec
import pytest

from chassis import clock
from gateway.disclosure.policies import Policy, Quota, load_policies
from gateway.quota.errors import QuotaExhausted
from gateway.quota.take_look_up import Quotas
from gateway.settings import HERE
from tests.conftest import Database

POLICY = load_policies(HERE / "policies").versions_of("education.school-enrolment")[0]


def policy(per_day: int) -> Policy:
    return msgspec.structs.replace(POLICY, quota=Quota(per_day))


async def taken(quotas: Quotas, wanted: Policy, times: int, account: str = "a") -> int:
    results = await asyncio.gather(*(quotas.take(account, wanted) for _ in range(times)), return_exceptions=True)
    unexpected = [r for r in results if r is not None and not isinstance(r, QuotaExhausted)]
    assert unexpected == []
    return results.count(None)


@pytest.mark.parametrize("per_day", [1, 7, 250])
async def test_however_many_processes_ask_at_once_the_quota_holds(county: Database, per_day: int) -> None:
    async with asyncpg.create_pool(county.dsn("gateway"), min_size=1, max_size=4) as pool:
        processes = [Quotas(pool) for _ in range(3)]
        passed = await asyncio.gather(*(taken(each, policy(per_day), per_day) for each in processes))
        # What one process has left of its block it still gives; then there is nothing for anybody.
        assert sum(passed) + sum([await taken(each, policy(per_day), 10) for each in processes]) == per_day
        with pytest.raises(QuotaExhausted) as refused:
            await processes[0].take("a", policy(per_day))
        assert 0 < int(refused.value.headers["Retry-After"]) <= 24 * 3600
        assert await taken(processes[0], policy(per_day), 1, account="b") == 1


async def test_a_new_day_begins_at_midnight_and_with_a_new_count(county: Database) -> None:
    async with asyncpg.create_pool(county.dsn("gateway"), min_size=1, max_size=1) as pool:
        quotas = Quotas(pool)
        assert await taken(quotas, policy(3), 5) == 3
        with clock.moved_to(clock.now() + timedelta(days=1)):
            assert await taken(quotas, policy(3), 5) == 3


async def test_a_restarted_process_does_not_begin_anew(county: Database) -> None:
    async with asyncpg.create_pool(county.dsn("gateway"), min_size=1, max_size=1) as pool:
        assert await taken(Quotas(pool), policy(5), 5) == 5
        assert await taken(Quotas(pool), policy(5), 5) == 0
