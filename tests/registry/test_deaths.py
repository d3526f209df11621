"""Deaths: registered once, told of, however late."""

from datetime import timedelta

from chassis import clock
from tests.registry.conftest import Registry, codes, slug


async def test_a_death_is_kept_and_told(registry: Registry) -> None:
    person = await registry.person()
    await registry.forget_events()
    day = str(clock.today() - timedelta(days=2))
    entry = {"person_id": person["id"], "died_on": day, "place": "县医院", "certificate_number": "D2026-000123"}
    answer = await registry.call("POST", "/deaths", 201, json=entry)
    assert (answer["state"], answer["late"], answer["certificate_number"]) == ("registered", False, "D*********23")
    (first, dead), (second, facts) = await registry.published()
    assert (first, dead["died_on"], dead["revision"]) == ("death-registered", day, 2)
    assert (second, facts["facts"]["living"]) == ("person-changed", False)
    now = await registry.call("GET", f"/persons/{person['id']}")
    assert (now["living"], now["died_on"]) == (False, day)
    assert await registry.call("GET", f"/deaths/{answer['id']}") == answer
    assert (await registry.call("GET", "/deaths", params={"from": day}))["items"] == [answer]


async def test_nobody_dies_twice(registry: Registry) -> None:
    person = await registry.person()
    entry = {"person_id": person["id"], "died_on": "2024-01-01"}
    first = await registry.call("POST", "/deaths", 201, json=entry)
    assert first["late"] is True
    again = await registry.call("POST", "/deaths", 409, json=entry | {"died_on": "2024-01-02"})
    assert (slug(again), again["died_on"], again["death_id"]) == (
        "death-already-registered",
        "2024-01-01",
        first["id"],
    )


async def test_contradictions_are_named_with_both_facts(registry: Registry) -> None:
    person = await registry.person()
    entry = {"person_id": person["id"], "died_on": "1990-05-16"}
    answer = await registry.call("POST", "/deaths", 422, json=entry)
    assert codes(answer) == {"#/died_on": "death_before_birth"}
    assert "1990-05-16" in answer["errors"][0]["message"]
    assert "1990-05-17" in answer["errors"][0]["message"]
    tomorrow = str(clock.today() + timedelta(days=1))
    answer = await registry.call("POST", "/deaths", 422, json=entry | {"died_on": tomorrow})
    assert codes(answer) == {"#/died_on": "death_in_future"}


async def test_no_cause_is_taken(registry: Registry) -> None:
    person = await registry.person()
    entry = {"person_id": person["id"], "died_on": "2024-01-01", "diagnosis": "x"}
    answer = await registry.call("POST", "/deaths", 422, json=entry)
    assert (slug(answer), answer["rule"]) == ("charter", "C5")


async def test_a_certificate_serves_one_death(registry: Registry) -> None:
    for name, status in (("甲", 201), ("乙", 409)):
        person = await registry.person(name=name)
        entry = {"person_id": person["id"], "died_on": "2024-01-01", "certificate_number": "D1"}
        await registry.call("POST", "/deaths", status, json=entry)
    assert (await registry.call("GET", f"/persons/{person['id']}"))["living"] is True


async def test_a_birth_date_after_the_death_is_no_correction(registry: Registry) -> None:
    person = await registry.person()
    await registry.call("POST", "/deaths", 201, json={"person_id": person["id"], "died_on": "2024-01-01"})
    patch = {"birth_date": "2024-02-01", "reason": "更正"}
    answer = await registry.call("PATCH", f"/persons/{person['id']}", 422, json=patch, headers={"If-Match": '"2"'})
    assert codes(answer) == {"#/birth_date": "birth_after_death"}
