"""Divisions: entered as a list, found by level, parent and part of the name."""

from typing import Any

import pytest

from tests.registry.conftest import DIVISIONS, FAR_VILLAGE, TOWN, VILLAGE, Registry, codes
from tests.support.running import COUNTY


def entry(code: str, **changes: Any) -> dict[str, Any]:
    return {"code": code, "name": "新村", "level": "village", "parent": TOWN} | changes


async def put(registry: Registry, *items: dict[str, Any], expect: int = 200, **options: Any) -> Any:
    return await registry.call("PUT", "/divisions", expect, json={"items": list(items)}, **options)


async def test_the_same_list_twice_changes_nothing(registry: Registry) -> None:
    again = await put(registry, *DIVISIONS)
    assert again == {"entered": 0, "changed": 0, "unchanged": len(DIVISIONS)}
    assert await registry.kinds() == []


async def test_what_changed_is_told_parents_first(registry: Registry) -> None:
    new_town = entry("341599003000", name="新镇", level="town", parent=COUNTY)
    renamed = DIVISIONS[3] | {"name": "东新村"}
    answer = await put(registry, entry("341599003001", parent="341599003000"), renamed, new_town)
    assert answer == {"entered": 2, "changed": 1, "unchanged": 0}
    events = await registry.published()
    assert [(kind, data["code"]) for kind, data in events] == [
        ("division-changed", "341599003000"),
        ("division-changed", VILLAGE),
        ("division-changed", "341599003001"),
    ]
    assert events[1][1]["name"] == "东新村"
    before = await registry.pool.fetchval("SELECT entry->'facts'->'before' FROM audit_log ORDER BY id DESC LIMIT 1")
    assert "东村" in before


async def test_every_fault_is_named_with_its_place_and_nothing_is_entered(registry: Registry) -> None:
    answer = await put(
        registry,
        entry("341599001009"),
        entry("341599001009"),
        entry("341599001010", level="town"),
        entry("341599001011", parent=None),
        entry("341599001012", parent="341599009000"),
        entry("341599001013", parent="341599002000"),
        entry("110101001001", parent=None),
        entry(TOWN, level="town", parent=TOWN),
        expect=422,
    )
    assert [(fault["pointer"], fault["code"]) for fault in answer["errors"]] == [
        ("#/items/1/code", "duplicate_code"),
        ("#/items/2/level", "level_differs"),
        ("#/items/3/parent", "parent_missing"),
        ("#/items/4/parent", "unknown_parent"),
        ("#/items/4/parent", "not_inside"),
        ("#/items/5/parent", "not_inside"),
        ("#/items/6/code", "outside_scope"),
        ("#/items/6/parent", "parent_missing"),
        ("#/items/7/parent", "not_inside"),
    ]
    assert (await registry.call("GET", "/divisions", params={"level": "village"}))["next"] is None
    await registry.call("GET", "/divisions/341599001009", 404)


@pytest.mark.parametrize("bad", ["34159900100", "3415990010011", "993415001001", "34159900100x", "", None, 5])
async def test_a_code_that_is_none_is_refused(registry: Registry, bad: Any) -> None:
    answer = await put(registry, entry(bad), expect=422)
    assert set(codes(answer)) == {"#/items/0/code"}


async def test_surroundings_of_the_county_may_be_entered(registry: Registry) -> None:
    province = entry("340000000000", name="某省", level="province", parent=None)
    city = entry("341500000000", name="某市", level="city", parent="340000000000")
    assert (await put(registry, city, province))["entered"] == 2


async def test_lists_filter_and_page(registry: Registry) -> None:
    villages = await registry.call("GET", "/divisions", params={"level": "village", "limit": 2})
    assert len(villages["items"]) == 2
    rest = await registry.call("GET", "/divisions", params={"level": "village", "cursor": villages["next"]})
    assert [item["code"] for item in rest["items"]] == [FAR_VILLAGE]
    assert rest["next"] is None
    inside = await registry.call("GET", "/divisions", params={"parent": TOWN})
    assert [item["name"] for item in inside["items"]] == ["东村", "西村"]
    named = await registry.call("GET", "/divisions", params={"q": "南"})
    assert [item["code"] for item in named["items"]] == [FAR_VILLAGE]
    coded = await registry.call("GET", "/divisions", params={"q": "341599002"})
    assert [item["name"] for item in coded["items"]] == ["峨山镇", "南村"]


@pytest.mark.parametrize("query", [{"level": "street"}, {"parent": "1"}, {"q": "a\0"}, {"cursor": "?"}, {"limit": 0}])
async def test_a_bad_query_is_refused(registry: Registry, query: dict[str, Any]) -> None:
    await registry.call("GET", "/divisions", 422, params=query)


async def test_only_the_county_admin_enters_divisions(registry: Registry) -> None:
    officer = await registry.staff("township-officer", TOWN)
    await put(registry, *DIVISIONS, expect=403, by=officer)
    assert (await registry.call("GET", f"/divisions/{VILLAGE}", by=officer))["name"] == "东村"
