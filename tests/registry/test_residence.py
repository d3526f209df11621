"""Moves: of one person or a whole household, inside, out of the county and back."""

from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from tests.registry.conftest import ELSEWHERE, FAR_VILLAGE, NEIGHBOUR, VILLAGE, Registry, codes, slug


async def move(registry: Registry, person: dict[str, Any], to: str, on: str, expect: int = 201, **more: Any) -> Any:
    body = {"to_division": to, "moved_on": on, "address": "一组1号"} | more
    return await registry.call("POST", f"/persons/{person['id']}/moves", expect, json=body)


async def test_a_move_is_kept_and_told(registry: Registry) -> None:
    person = await registry.person(residence_address="旧址")
    await registry.forget_events()
    answer = await move(registry, person, NEIGHBOUR, "2024-05-01")
    (item,) = answer["items"]
    assert (item["from_division"], item["to_division"], item["kind"], item["late"]) == (
        VILLAGE,
        NEIGHBOUR,
        "within",
        True,
    )
    assert (item["from_address"], item["to_address"]) == ("旧址", "一组1号")
    (first, data), (second, facts) = await registry.published()
    assert (first, data["moved_on"], data["revision"]) == ("person-moved", "2024-05-01", 2)
    assert (second, facts["facts"]["residence_division"]) == ("person-changed", NEIGHBOUR)
    assert "一组" not in str(data) + str(facts)
    now = await registry.call("GET", f"/persons/{person['id']}")
    assert (now["residence_division"], now["registered_division"]) == (NEIGHBOUR, VILLAGE)


async def test_a_move_told_in_time_is_not_late(registry: Registry) -> None:
    person = await registry.person()
    (item,) = (await move(registry, person, NEIGHBOUR, str(clock.today() - timedelta(days=10))))["items"]
    assert item["late"] is False


async def test_out_of_the_county_and_back(registry: Registry) -> None:
    person = await registry.person()
    kinds = [
        (await move(registry, person, to, on))["items"][0]["kind"]
        for to, on in ((ELSEWHERE, "2020-01-01"), ("440106001001", "2021-01-01"), (VILLAGE, "2022-01-01"))
    ]
    assert kinds == ["out", "elsewhere", "return"]
    history = await registry.call("GET", f"/persons/{person['id']}/moves", params={"limit": 2})
    rest = await registry.call("GET", f"/persons/{person['id']}/moves", params={"cursor": history["next"]})
    assert [m["to_division"] for m in history["items"] + rest["items"]] == [ELSEWHERE, "440106001001", VILLAGE]


async def test_a_newcomer_moves_in(registry: Registry) -> None:
    person = await registry.person(residence_division=VILLAGE, registered_division=ELSEWHERE)
    await move(registry, person, FAR_VILLAGE, "2020-01-01")
    versions = await registry.pool.fetch("SELECT source, change_reason FROM persons")
    assert [(v["source"], v["change_reason"]) for v in versions] == [("move", "move")]


async def test_a_whole_household_moves_as_one(registry: Registry) -> None:
    _, head, spouse = await registry.family()
    await registry.forget_events()
    answer = await move(registry, head, FAR_VILLAGE, "2024-01-01", whole_household=True)
    assert [item["person_id"] for item in answer["items"]] == [head["id"], spouse["id"]]
    assert {item["group_id"] for item in answer["items"]} == {answer["group_id"]}
    assert await registry.kinds() == ["person-moved", "person-changed"] * 2


async def test_who_is_there_already_stays_and_the_dead_stay_out_of_it(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    child = await registry.person(name="王小", birth_date="2015-01-01", household_id=household["id"])
    dead = await registry.person(name="王老", birth_date="1930-01-01", household_id=household["id"])
    await registry.call("POST", "/deaths", 201, json={"person_id": dead["id"], "died_on": "2020-01-01"})
    await move(registry, spouse, ELSEWHERE, "2023-01-01")
    answer = await move(registry, head, ELSEWHERE, "2024-01-01", whole_household=True)
    assert [item["person_id"] for item in answer["items"]] == [head["id"], child["id"]]


async def test_one_member_who_cannot_have_moved_stops_all(registry: Registry) -> None:
    _, head, spouse = await registry.family()
    await move(registry, spouse, NEIGHBOUR, "2024-06-01")
    await registry.forget_events()
    answer = await move(registry, head, FAR_VILLAGE, "2024-01-01", 409, whole_household=True)
    assert (slug(answer), answer["last_moved_on"]) == ("moved-later", "2024-06-01")
    assert await registry.published() == []
    assert (await registry.call("GET", f"/persons/{head['id']}"))["residence_division"] == VILLAGE


@pytest.mark.parametrize(
    ("to", "on", "place", "code"),
    [
        ("341599001099", "2024-01-01", "#/to_division", "unknown_division"),
        ("99", "2024-01-01", "#/to_division", "string_pattern_mismatch"),
        (NEIGHBOUR, "2999-01-01", "#/moved_on", "move_in_future"),
        (NEIGHBOUR, "1980-01-01", "#/moved_on", "move_before_birth"),
    ],
)
async def test_a_move_that_cannot_be_is_refused(registry: Registry, to: str, on: str, place: str, code: str) -> None:
    person = await registry.person()
    answer = await move(registry, person, to, on, 422)
    assert codes(answer) == {place: code}


async def test_contradictions_are_refused_with_their_facts(registry: Registry) -> None:
    person = await registry.person()
    assert slug(await move(registry, person, VILLAGE, "2024-01-01", 409)) == "already-lives-there"
    await registry.call("POST", "/deaths", 201, json={"person_id": person["id"], "died_on": "2024-01-01"})
    assert slug(await move(registry, person, NEIGHBOUR, "2023-01-01", 409)) == "person-not-living"


async def test_an_institution_does_not_move_as_a_whole(registry: Registry) -> None:
    entry = {"number": "J1", "registered_division": VILLAGE, "kind": "institution"}
    home = await registry.call("POST", "/households", 201, json=entry)
    person = await registry.person(household_id=home["id"])
    answer = await move(registry, person, NEIGHBOUR, "2024-01-01", 422, whole_household=True)
    assert codes(answer) == {"#/whole_household": "institution_stays"}
    await move(registry, person, NEIGHBOUR, "2024-01-01")
