"""Births: registered whoever the parents are, however late; the child and the birth are told of together."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from tests.registry.conftest import ELSEWHERE, FAR_VILLAGE, NEIGHBOUR, VILLAGE, Registry, citizen_number, codes, slug


def birth(**changes: Any) -> dict[str, Any]:
    child = {"name": "王宝宝", "sex": 2, "birth_date": str(clock.today() - timedelta(days=3))}
    return {"child": child | changes.pop("child", {}), "registered_division": VILLAGE} | changes


async def test_a_birth_brings_the_child_into_the_register(registry: Registry) -> None:
    household, father, mother = await registry.family()
    await registry.forget_events()
    entry = birth(mother_id=mother["id"], father_id=father["id"], household_id=household["id"], relation_to_head="30")
    answer = await registry.call("POST", "/births", 201, json=entry)
    assert (answer["state"], answer["late"], answer["division"]) == ("registered", False, VILLAGE)
    (first, person), (second, told) = await registry.published()
    assert (first, second) == ("person-registered", "birth-registered")
    assert person["person_id"] == told["person_id"] == answer["person_id"]
    assert (told["birth_id"], told["mother_id"]) == (answer["id"], mother["id"])
    assert (person["facts"]["household_id"], person["facts"]["relation_to_head"]) == (household["id"], "30")
    child = await registry.call("GET", f"/persons/{answer['person_id']}")
    assert (child["citizen_number"], child["residence_division"]) == (None, VILLAGE)
    assert await registry.call("GET", f"/births/{answer['id']}") == answer


async def test_nothing_is_asked_of_the_parents(registry: Registry) -> None:
    """C1: one parent, no parent, any number of children; the same answer."""
    mother = await registry.person(sex=2, marital_status="10")
    for n in range(5):
        child = {"name": f"孩{n}", "birth_date": f"202{n}-01-01"}
        await registry.call("POST", "/births", 201, json=birth(mother_id=mother["id"], child=child))
    await registry.call("POST", "/births", 201, json=birth(residence_division=VILLAGE))


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("birth_permit", "C1"),
        ("准生证号", "C1"),
        ("Parity", "C1"),
        ("结婚证", "C1"),
        ("fetal_sex", "C11"),
        ("孕周", "C5"),
    ],
)
async def test_what_the_charter_rules_out_is_refused_by_name(registry: Registry, field: str, rule: str) -> None:
    for entry in (birth() | {field: "1"}, birth(child={field: "1"})):
        answer = await registry.call("POST", "/births", 422, json=entry)
        assert (slug(answer), answer["rule"]) == ("charter", rule)


async def test_an_unknown_field_is_refused_as_such(registry: Registry) -> None:
    answer = await registry.call("POST", "/births", 422, json=birth(weight=3200))
    assert codes(answer) == {"#/weight": "extra_forbidden"}


async def test_a_late_registration_is_taken_and_marked(registry: Registry) -> None:
    entry = birth(child={"birth_date": "2015-02-28"}, residence_division=VILLAGE)
    assert (await registry.call("POST", "/births", 201, json=entry))["late"] is True


async def test_every_fault_is_named(registry: Registry) -> None:
    child = await registry.person(birth_date="2020-01-01")
    entry = birth(
        child={"birth_date": "2019-12-31", "sex": 1, "citizen_number": citizen_number(clock.today(), 2)},
        mother_id=child["id"],
        father_id="0198f3a0-0000-7000-8000-000000000000",
        residence_division="341599001099",
    )
    answer = await registry.call("POST", "/births", 422, json=entry)
    assert codes(answer) == {
        "#/father_id": "unknown_person",
        "#/child/birth_date": "birth_date_differs",
        "#/child/sex": "sex_differs",
        "#/mother_id": "parent_not_older",
        "#/residence_division": "unknown_division",
    }


async def test_a_birth_in_the_future_is_refused_at_its_place(registry: Registry) -> None:
    child = {"birth_date": str(clock.today() + timedelta(days=1))}
    answer = await registry.call("POST", "/births", 422, json=birth(child=child, residence_division=VILLAGE))
    assert codes(answer) == {"#/child/birth_date": "birth_in_future"}


async def test_the_home_must_be_known_from_somewhere(registry: Registry) -> None:
    entry = {"child": birth()["child"]}
    answer = await registry.call("POST", "/births", 422, json=entry)
    assert codes(answer) == {"#/registered_division": "missing", "#/residence_division": "missing"}


async def test_a_child_lives_with_its_mother_unless_told_otherwise(registry: Registry) -> None:
    mother = await registry.person(sex=2, residence_division=NEIGHBOUR, residence_address="二组")
    entry = {"child": birth()["child"], "mother_id": mother["id"]}
    answer = await registry.call("POST", "/births", 201, json=entry)
    child = await registry.call("GET", f"/persons/{answer['person_id']}")
    assert (child["registered_division"], child["residence_division"]) == (VILLAGE, NEIGHBOUR)
    assert child["residence_address"] == "二组"
    answer = await registry.call("POST", "/births", 201, json=entry | {"residence_division": FAR_VILLAGE})
    child = await registry.call("GET", f"/persons/{answer['person_id']}")
    assert (child["residence_division"], child["residence_address"]) == (FAR_VILLAGE, None)


async def test_a_mother_who_died_before_is_a_contradiction_with_its_date(registry: Registry) -> None:
    mother = await registry.person(sex=2)
    await registry.call("POST", "/deaths", 201, json={"person_id": mother["id"], "died_on": "2020-01-01"})
    answer = await registry.call("POST", "/births", 422, json=birth(mother_id=mother["id"]))
    assert codes(answer) == {"#/mother_id": "mother_died_before"}
    assert "2020-01-01" in answer["errors"][0]["message"]


async def test_a_certificate_serves_one_birth_and_is_sealed(registry: Registry) -> None:
    entry = birth(certificate_number="x340123456", residence_division=VILLAGE)
    answer = await registry.call("POST", "/births", 201, json=entry)
    assert answer["certificate_number"] == "X*******56"
    await registry.forget_events()
    again = await registry.call("POST", "/births", 409, json=entry | {"certificate_number": "X340123456"})
    assert slug(again) == "birth-certificate-taken"
    assert await registry.published() == []
    assert await registry.pool.fetchval("SELECT count(*) FROM persons") == 1
    assert b"340123456" not in await registry.pool.fetchval("SELECT certificate_sealed FROM births")


async def test_one_certificate_twice_at_once_is_one_birth(registry: Registry) -> None:
    client = await registry.staff()
    entry = birth(certificate_number="X340123456", residence_division=VILLAGE)
    answers = await asyncio.gather(*(client.post("/births", json=entry) for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
    assert await registry.kinds() == ["person-registered", "birth-registered"]


async def test_the_same_request_repeated_registers_one_child(registry: Registry) -> None:
    key = {"Idempotency-Key": "birth-1"}
    entry = birth(residence_division=VILLAGE)
    first = await registry.call("POST", "/births", 201, json=entry, headers=key)
    assert await registry.call("POST", "/births", 201, json=entry, headers=key) == first
    assert await registry.pool.fetchval("SELECT count(*) FROM births") == 1


async def test_births_are_listed_by_day_and_place(registry: Registry) -> None:
    for day, home in (("2025-03-01", VILLAGE), ("2025-01-01", NEIGHBOUR), ("2025-02-01", VILLAGE)):
        await registry.call("POST", "/births", 201, json=birth(child={"birth_date": day}, residence_division=home))
    first = await registry.call("GET", "/births", params={"limit": 2})
    second = await registry.call("GET", "/births", params={"cursor": first["next"]})
    days = [b["born_on"] for b in first["items"] + second["items"]]
    assert days == ["2025-01-01", "2025-02-01", "2025-03-01"]
    some = await registry.call("GET", "/births", params={"division": VILLAGE, "from": "2025-02-02"})
    assert [b["born_on"] for b in some["items"]] == ["2025-03-01"]
    await registry.call("GET", "/births", 422, params={"from": "yesterday"})


async def test_a_child_of_people_from_elsewhere_is_served_where_they_live(registry: Registry) -> None:
    """C8: migrants' children are registered at the place of residence like anybody's."""
    worker = await registry.staff("village-worker", VILLAGE)
    entry = birth(registered_division=ELSEWHERE, residence_division=VILLAGE)
    assert (await registry.call("POST", "/births", 201, json=entry, by=worker))["division"] == VILLAGE
