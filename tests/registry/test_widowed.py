"""A death makes a widow or a widower of whoever was married to the dead person, and gives that back when it must."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.registry.deaths.rules import Spouse, left_widowed
from tests.registry.conftest import FAR_VILLAGE, Registry
from tests.registry.duplicates.test_merging import merge, undo

WIDOWED, FIRST, REMARRIED, DIVORCED = "30", "21", "22", "40"


async def couple(registry: Registry, **wife: Any) -> tuple[Any, Any, Any]:
    """A man, a woman, and their marriage of 2010."""
    man = await registry.person(name="王强", sex=1, birth_date="1985-01-02")
    woman = await registry.person(name="李梅", sex=2, birth_date="1987-03-04", **wife)
    entry = {"first_id": man["id"], "second_id": woman["id"], "married_on": "2010-01-01"}
    return man, woman, await registry.call("POST", "/marriages", 201, json=entry)


async def dies(registry: Registry, person: Any, day: str = "2020-05-06", **options: Any) -> Any:
    return await registry.call("POST", "/deaths", 201, json={"person_id": person["id"], "died_on": day}, **options)


async def revoke(registry: Registry, kind: str, event: Any, step: str = "revocation", **entry: Any) -> Any:
    body = {"reason": "登记有误"} | entry
    headers = {"If-Match": f'"{event["revision"]}"'}
    return await registry.call("POST", f"/{kind}/{event['id']}/{step}", json=body, headers=headers)


async def status(registry: Registry, person: Any, **as_of: str) -> Any:
    return (await registry.call("GET", f"/persons/{person['id']}", params=as_of))["marital_status"]


async def test_a_death_leaves_the_spouse_widowed_and_its_revocation_takes_that_back(registry: Registry) -> None:
    with registry.at(datetime(2010, 1, 2, tzinfo=UTC)):
        man, woman, _ = await couple(registry)
    await registry.forget_events()
    death = await dies(registry, man)
    assert await registry.kinds() == ["death-registered", "person-changed", "person-changed"]
    assert [await status(registry, each) for each in (man, woman)] == [FIRST, WIDOWED]
    (*_, change) = (await registry.call("GET", f"/persons/{woman['id']}/history"))["items"]
    assert (change["source"], change["source_id"], change["happened_on"]) == ("death", death["id"], "2020-05-06")
    assert [(each["field"], each["after"]) for each in change["changes"]] == [("marital_status", WIDOWED)]
    days = ("2010-01-02", "2020-05-05", "2020-05-06")
    assert [await status(registry, woman, as_of=day) for day in days] == [FIRST, FIRST, WIDOWED]
    await revoke(registry, "deaths", death)
    assert await status(registry, woman) == FIRST
    assert [await status(registry, woman, as_of=day) for day in days] == [FIRST, FIRST, FIRST]


async def test_a_spouse_who_lives_elsewhere_is_widowed_all_the_same(registry: Registry) -> None:
    far = {"registered_division": FAR_VILLAGE, "residence_division": FAR_VILLAGE}
    man, woman, _ = await couple(registry, **far)
    await dies(registry, man, by=await registry.staff("village-worker", man["residence_division"]))
    assert await status(registry, woman) == WIDOWED


async def test_of_two_deaths_the_later_one_leaves_nobody_widowed_in_whatever_order_they_are_told(
    registry: Registry,
) -> None:
    man, woman, _ = await couple(registry)
    hers = await dies(registry, woman, "2021-01-01")
    assert await status(registry, man) == WIDOWED
    his = await dies(registry, man, "2020-01-01")
    assert [await status(registry, each) for each in (man, woman)] == [FIRST, WIDOWED]
    await revoke(registry, "deaths", his, "correction", died_on="2022-01-01")
    assert [await status(registry, each) for each in (man, woman)] == [WIDOWED, FIRST]
    await revoke(registry, "deaths", hers)
    assert [await status(registry, each) for each in (man, woman)] == [FIRST, WIDOWED]


async def test_a_death_told_after_a_second_marriage_does_not_undo_it(registry: Registry) -> None:
    man, woman, _ = await couple(registry)
    death = await dies(registry, man)
    other = await registry.person(name="赵勇", sex=1, birth_date="1986-01-01")
    again = {"first_id": woman["id"], "second_id": other["id"], "married_on": "2022-01-01"}
    second = await registry.call("POST", "/marriages", 201, json=again)
    assert await status(registry, woman) == REMARRIED
    await revoke(registry, "deaths", death, "correction", died_on="2021-05-06")
    assert await status(registry, woman) == REMARRIED
    await revoke(registry, "marriages", second)
    assert await status(registry, woman) == WIDOWED


async def test_a_marriage_or_a_divorce_told_after_the_death_settles_it(registry: Registry) -> None:
    man, woman, marriage = await couple(registry)
    await dies(registry, man)
    apart = {"first_id": man["id"], "second_id": woman["id"], "divorced_on": "2015-01-01"}
    divorce = await registry.call("POST", "/divorces", 201, json=apart)
    assert await status(registry, woman) == DIVORCED
    await revoke(registry, "divorces", divorce)
    assert await status(registry, woman) == WIDOWED
    marriage = await registry.call("GET", f"/marriages/{marriage['id']}")
    await revoke(registry, "marriages", marriage)
    assert await status(registry, woman) is None
    late = {"first_id": man["id"], "second_id": woman["id"], "married_on": "2011-01-01"}
    await registry.call("POST", "/marriages", 201, json=late)
    assert await status(registry, woman) == WIDOWED


async def test_a_merge_with_a_dead_entry_widows_and_parting_them_takes_that_back(registry: Registry) -> None:
    man, woman, _ = await couple(registry)
    twin = await registry.person(name="王强", sex=1, birth_date="1985-01-02")
    await dies(registry, twin)
    assert await status(registry, woman) == FIRST
    done = await merge(registry, man, twin)
    assert await status(registry, woman) == WIDOWED
    await undo(registry, done)
    assert await status(registry, woman) == FIRST


@pytest.mark.parametrize(
    ("spouses", "left"),
    [
        ([], None),
        ([(1, "2010-01-01", None)], 1),
        ([(1, "2010-01-01", "2019-12-31"), (2, "2020-02-01", None)], 2),
        ([(1, "2010-01-01", "2020-05-06")], None),
        ([(1, "2020-05-07", None)], None),
    ],
)
def test_who_outlives_the_last_marriage_is_left(spouses: list[Any], left: int | None) -> None:

    known = [Spouse(UUID(int=n), date.fromisoformat(m), date.fromisoformat(d) if d else None) for n, m, d in spouses]
    assert left_widowed(date(2020, 5, 6), known) == (UUID(int=left) if left else None)
