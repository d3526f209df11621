"""Acts on the same people and households take their locks in one order, so that they wait and never deadlock."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import asyncpg
import pytest

from tests.registry.conftest import VILLAGE, Registry

REASON = {"reason": "更正"}


class Family(NamedTuple):
    """Two people, ``low`` the one with the lower id, and whatever the act is about."""

    low: str
    high: str


class Act(NamedTuple):
    """What is asked."""

    method: str
    path: str
    body: dict[str, Any]
    revision: int = 1


async def couple(registry: Registry) -> Family:
    people = [await registry.person(name=name) for name in ("王一", "王二")]
    low, high = sorted(person["id"] for person in people)
    return Family(low, high)


async def married(registry: Registry, family: Family) -> Any:
    entry = {"first_id": family.high, "second_id": family.low, "married_on": "2015-01-01"}
    return await registry.call("POST", "/marriages", 201, json=entry)


async def _marriage(registry: Registry, family: Family) -> Act:
    return Act("POST", "/marriages", {"first_id": family.high, "second_id": family.low, "married_on": "2015-01-01"})


async def _marriage_of_the_once_married(registry: Registry, family: Family) -> Act:
    await married(registry, family)
    apart = {"first_id": family.high, "second_id": family.low, "divorced_on": "2016-01-01"}
    await registry.call("POST", "/divorces", 201, json=apart)
    third = await registry.person(name="赵三")
    return Act("POST", "/marriages", {"first_id": family.high, "second_id": third["id"], "married_on": "2020-01-01"})


async def _correction_of_a_marriage(registry: Registry, family: Family) -> Act:
    made = await married(registry, family)
    return Act("POST", f"/marriages/{made['id']}/correction", REASON)


async def _divorce(registry: Registry, family: Family) -> Act:
    await married(registry, family)
    return Act("POST", "/divorces", {"first_id": family.high, "second_id": family.low, "divorced_on": "2016-01-01"})


async def _death(registry: Registry, family: Family) -> Act:
    await married(registry, family)
    return Act("POST", "/deaths", {"person_id": family.high, "died_on": "2020-01-01"})


async def _correction_of_a_death(registry: Registry, family: Family) -> Act:
    death = await _death(registry, family)
    made = await registry.call("POST", "/deaths", 201, json=death.body)
    return Act("POST", f"/deaths/{made['id']}/correction", REASON | {"died_on": "2020-02-01"})


async def _revocation_of_a_death(registry: Registry, family: Family) -> Act:
    death = await _death(registry, family)
    made = await registry.call("POST", "/deaths", 201, json=death.body)
    return Act("POST", f"/deaths/{made['id']}/revocation", REASON)


async def _birth(registry: Registry, family: Family) -> Act:
    child = {"name": "王宝", "sex": 1, "birth_date": "2024-01-05"}
    return Act("POST", "/births", {"child": child, "mother_id": family.high, "father_id": family.low})


async def _merge(registry: Registry, family: Family) -> Act:
    body = {"survivor_id": family.high, "merged_id": family.low, "survivor_revision": 1, "merged_revision": 1}
    return Act("POST", "/merges", REASON | body)


async def _move_of_a_household(registry: Registry, family: Family) -> Act:
    home = {"number": "7", "registered_division": VILLAGE, "head_id": family.high}
    household = await registry.call("POST", "/households", 201, json=home)
    member = {"person_id": family.low, "relation_to_head": "10"}
    await registry.call("POST", f"/households/{household['id']}/members", json=member)
    body = {"to_division": "110101001001", "moved_on": "2025-01-01", "whole_household": True}
    return Act("POST", f"/persons/{family.high}/moves", body)


async def _change_of_head(registry: Registry, family: Family) -> Act:
    home = {"number": "7", "registered_division": VILLAGE, "head_id": family.low}
    household = await registry.call("POST", "/households", 201, json=home)
    member = {"person_id": family.high, "relation_to_head": "10"}
    now = await registry.call("POST", f"/households/{household['id']}/members", json=member)
    return Act(
        "PUT",
        f"/households/{household['id']}/head",
        {"person_id": family.high, "former_head_relation": "10"},
        now["revision"],
    )


ACTS: list[Callable[[Registry, Family], Awaitable[Act]]] = [
    _marriage,
    _marriage_of_the_once_married,
    _correction_of_a_marriage,
    _divorce,
    _death,
    _correction_of_a_death,
    _revocation_of_a_death,
    _birth,
    _merge,
    _move_of_a_household,
    _change_of_head,
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__.strip("_"))
async def test_whoever_waits_for_the_lower_id_holds_nothing_of_the_higher(
    registry: Registry, act: Callable[[Registry, Family], Awaitable[Act]]
) -> None:
    family = await couple(registry)
    asks = await act(registry, family)
    client, match = await registry.staff(), {"If-Match": f'"{asks.revision}"'}
    async with registry.pool.acquire() as holder:
        held = holder.transaction()
        await held.start()
        await holder.execute("SELECT FROM persons WHERE id = $1 FOR UPDATE", family.low)
        asked = asyncio.create_task(client.request(asks.method, asks.path, json=asks.body, headers=match))
        await _waits(registry, holder)
        await _free(registry, "persons", family.high)
        await held.rollback()
    answer = await asked
    assert answer.status_code in (200, 201), answer.text


async def test_a_merge_waits_for_the_households_before_it_holds_anybody(registry: Registry) -> None:
    household, head, _ = await registry.family()
    twin = await registry.person(name="王建国", birth_date="1985-01-02")
    body = {"survivor_id": head["id"], "survivor_revision": 1, "merged_id": twin["id"], "merged_revision": 1}
    client = await registry.staff()
    now = await registry.call("GET", f"/persons/{head['id']}")
    body["survivor_revision"] = now["revision"]
    async with registry.pool.acquire() as holder:
        held = holder.transaction()
        await held.start()
        await holder.execute("SELECT FROM households WHERE id = $1 FOR UPDATE", household["id"])
        asked = asyncio.create_task(client.post("/merges", json=body | REASON))
        await _waits(registry, holder)
        for person in (head, twin):
            await _free(registry, "persons", person["id"])
        await held.rollback()
    assert (await asked).status_code == 201


async def _waits(registry: Registry, holder: asyncpg.Connection) -> None:
    """Until somebody waits for ``holder``."""
    mine = await holder.fetchval("SELECT pg_backend_pid()")
    blocked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND $1 = ANY (pg_blocking_pids(pid))"
    async with asyncio.timeout(20):
        while not await registry.pool.fetchval(blocked, mine):
            await asyncio.sleep(0.01)


async def _free(registry: Registry, table: str, row: str) -> None:
    """Nobody holds the row. Raises LockNotAvailableError."""
    async with registry.pool.acquire() as connection, connection.transaction():
        await connection.execute(f"SELECT FROM {table} WHERE id = $1 FOR UPDATE NOWAIT", row)
