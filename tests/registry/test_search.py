"""People are found by name, phone and address, in the caller's area and nowhere else."""

from typing import Any

import pytest

from services.registry.search.index_persons import index_some
from tests.registry.conftest import FAR_VILLAGE, TOWN, VILLAGE, Registry, codes


async def indexed(registry: Registry) -> None:
    while await index_some(registry.pool, registry.running.app.state.sealer):
        pass


async def names(registry: Registry, expect: int = 200, by: Any = None, **asked: Any) -> list[str]:
    page = await registry.call("POST", "/persons/search", expect, json=asked, by=by)
    return [person["name"] for person in page["items"]]


@pytest.fixture
async def people(registry: Registry) -> None:
    await registry.person(name="王小明", phone="+86 190-0000-1234", residence_address="大龙山镇东村3组12号")
    await registry.person(name="王晓敏", phone="19000005678", residence_address="大龙山镇东村4组7号")
    far = {"registered_division": FAR_VILLAGE, "residence_division": FAR_VILLAGE}
    await registry.person(name="王小明", phone="19099991234", residence_address="峨山镇南村1组1号", **far)
    await registry.person(name="单雄信")
    await indexed(registry)


@pytest.mark.parametrize(
    "asked",
    [
        "王小明",
        "小明",
        "王小名",
        "王明",
        "王小民明",
        "wangxiaoming",
        "Wang Xiao Ming",
        "wanxiaomin",
        "wangxiaomign",
        "wxm",
    ],
)
async def test_a_name_is_found_however_it_is_given(registry: Registry, people: None, asked: str) -> None:
    assert "王小明" in await names(registry, name=asked)


async def test_the_closest_come_first_and_other_readings_count(registry: Registry, people: None) -> None:
    assert await names(registry, name="王小明") == ["王小明", "王小明", "王晓敏"]
    assert (await names(registry, name="王晓敏"))[0] == "王晓敏"
    assert await names(registry, name="shanxiongxin") == await names(registry, name="danxiongxin") == ["单雄信"]
    assert await names(registry, name="欧阳锋") == []


async def test_only_the_callers_area_is_searched(registry: Registry, people: None) -> None:
    worker = await registry.staff("village-worker", FAR_VILLAGE)
    assert await names(registry, by=worker, name="wangxiaoming") == ["王小明"]
    assert await names(registry, by=worker, address="东村3组") == []
    assert await names(registry, by=worker, phone="19000001234") == []
    assert await names(registry, by=worker, phone_ending="1234", division=VILLAGE) == []
    assert len(await names(registry, name="王小明", division=TOWN)) == 2


async def test_phones_whole_or_by_their_ending_in_a_division(registry: Registry, people: None) -> None:
    assert await names(registry, phone="19000001234") == ["王小明"]
    assert await names(registry, phone_ending="5678", division=VILLAGE) == ["王晓敏"]
    answer = await registry.call("POST", "/persons/search", 422, json={"phone_ending": "5678"})
    assert "division_missing" in codes(answer).values()
    assert await names(registry, phone="19000000000") == []


async def test_addresses_by_a_part_and_with_one_slip(registry: Registry, people: None) -> None:
    assert await names(registry, address="东村3组12号") == ["王小明"]
    assert await names(registry, address="东村３组") == ["王小明"]
    assert await names(registry, address="龙山镇东村四组7号") == ["王晓敏"]


async def test_a_correction_is_followed(registry: Registry, people: None) -> None:
    known = await registry.call("POST", "/persons/search", json={"name": "单雄信"})
    person = known["items"][0]
    patch = {"reason": "更正", "name": "单田芳", "phone": "19012340000"}
    headers = {"If-Match": f'"{person["revision"]}"'}
    await registry.call("PATCH", f"/persons/{person['id']}", json=patch, headers=headers)
    # As written at once; by sound and phone as soon as the index has read it.
    assert await names(registry, name="单田芳") == ["单田芳"]
    await indexed(registry)
    assert await names(registry, name="shantianfang") == ["单田芳"]
    assert await names(registry, phone="19012340000") == ["单田芳"]
    assert await names(registry, name="shanxiongxin") == []


@pytest.mark.parametrize(
    "asked", [{}, {"name": "王", "phone": "19000001234"}, {"name": ""}, {"name": "王", "limit": 51}]
)
async def test_one_thing_at_a_time(registry: Registry, asked: dict[str, Any]) -> None:
    await registry.call("POST", "/persons/search", 422, json=asked)


async def test_no_number_stands_open_in_the_index(registry: Registry, people: None) -> None:
    rows = await registry.pool.fetch("SELECT s::text AS row FROM search_phones s")
    assert rows
    assert not any("1900000" in row["row"] for row in rows)
