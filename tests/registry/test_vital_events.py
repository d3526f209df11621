"""Vital events: declared, verified, registered, corrected, revoked; and what each does to the people in it."""

from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from tests.registry.conftest import VILLAGE, Registry, codes, slug
from tests.registry.duplicates.test_merging import merge

REASON = {"reason": "误登"}


def match(thing: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{thing["revision"]}"'}


async def couple(registry: Registry) -> tuple[str, str]:
    man = await registry.person(name="王建国", sex=1, birth_date="1985-01-02", marital_status="10")
    woman = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    return man["id"], woman["id"]


async def status(registry: Registry, person_id: str) -> str | None:
    return (await registry.call("GET", f"/persons/{person_id}"))["marital_status"]


async def revise(
    registry: Registry, path: str, event: dict[str, Any], step: str, expect: int = 200, **more: Any
) -> Any:
    return await registry.call("POST", f"{path}/{event['id']}/{step}", expect, json=REASON | more, headers=match(event))


async def test_a_death_revoked_gives_the_person_back_and_can_be_registered_anew(registry: Registry) -> None:
    person = await registry.person()
    entry = {"person_id": person["id"], "died_on": "2024-01-01", "certificate_number": "D1"}
    death = await registry.call("POST", "/deaths", 201, json=entry)
    corrected = await revise(registry, "/deaths", death, "correction", died_on="2024-01-03")
    assert (corrected["state"], corrected["died_on"], corrected["revised_reason"]) == (
        "corrected",
        "2024-01-03",
        "误登",
    )
    assert (await registry.call("GET", f"/persons/{person['id']}"))["died_on"] == "2024-01-03"
    stale = await revise(registry, "/deaths", death, "revocation", 412)
    assert (slug(stale), stale["current"], stale["now"]["state"]) == ("revision-stale", 2, "corrected")
    await registry.forget_events()
    revoked = await revise(registry, "/deaths", corrected, "revocation")
    assert revoked["state"] == "revoked"
    assert await registry.kinds() == ["death-revoked", "person-changed"]
    now = await registry.call("GET", f"/persons/{person['id']}")
    assert (now["living"], now["died_on"]) == (True, None)
    again = await revise(registry, "/deaths", revoked, "revocation", 409)
    assert (slug(again), again["state"]) == ("step-not-possible", "revoked")
    assert (await registry.call("POST", "/deaths", 201, json=entry))["state"] == "registered"


async def test_a_birth_corrected_and_revoked(registry: Registry) -> None:
    _, father, mother = await registry.family()
    child = {"name": "王宝", "sex": 2, "birth_date": "2024-01-01"}
    birth = await registry.call("POST", "/births", 201, json={"child": child, "mother_id": mother["id"]})
    corrected = await revise(registry, "/births", birth, "correction", father_id=father["id"], born_on="2024-01-02")
    assert (corrected["father_id"], corrected["born_on"]) == (father["id"], "2024-01-02")
    assert (await registry.call("GET", f"/persons/{birth['person_id']}"))["birth_date"] == "2024-01-02"
    early = await revise(registry, "/births", corrected, "correction", 422, born_on="1980-01-01")
    assert set(codes(early).values()) == {"parent_not_older"}
    await registry.forget_events()
    revoked = await revise(registry, "/births", corrected, "revocation")
    assert revoked["state"] == "revoked"
    assert await registry.kinds() == ["person-withdrawn", "birth-revoked"]
    await registry.call("GET", f"/persons/{birth['person_id']}", 404)
    assert (await registry.call("GET", f"/births/{birth['id']}"))["state"] == "revoked"


async def test_a_birth_on_which_others_build_is_not_revoked(registry: Registry) -> None:
    child = {"name": "王宝", "sex": 2, "birth_date": "2024-01-01"}
    birth = await registry.call(
        "POST", "/births", 201, json={"child": child, "registered_division": VILLAGE, "residence_division": VILLAGE}
    )
    death = {"person_id": birth["person_id"], "died_on": "2024-02-01"}
    await registry.call("POST", "/deaths", 201, json=death)
    assert slug(await revise(registry, "/births", birth, "revocation", 409)) == "person-built-on"
    assert (await registry.call("GET", f"/births/{birth['id']}"))["state"] == "registered"


async def test_marriage_divorce_and_marriage_again(registry: Registry) -> None:
    man, woman = await couple(registry)
    await registry.forget_events()
    entry = {"first_id": man, "second_id": woman, "married_on": "2010-05-01"}
    marriage = await registry.call("POST", "/marriages", 201, json=entry)
    assert await registry.kinds() == ["person-changed", "person-changed", "marriage-registered"]
    assert [await status(registry, each) for each in (man, woman)] == ["21", "21"]
    divorce = {"first_id": woman, "second_id": man, "divorced_on": "2015-01-01"}
    early = await registry.call("POST", "/divorces", 422, json=divorce | {"divorced_on": "2010-04-30"})
    assert codes(early) == {"#/divorced_on": "divorced_before_marriage"}
    assert "2010-05-01" in early["errors"][0]["message"]
    divorced = await registry.call("POST", "/divorces", 201, json=divorce)
    assert divorced["marriage_id"] == marriage["id"]
    assert [await status(registry, each) for each in (man, woman)] == ["40", "40"]
    ended = await registry.call("GET", f"/marriages/{marriage['id']}")
    assert ended["ended_on"] == "2015-01-01"
    assert slug(await revise(registry, "/marriages", ended, "revocation", 409)) == "marriage-built-on"
    again = await registry.call("POST", "/marriages", 201, json=entry | {"married_on": "2016-01-01"})
    assert [await status(registry, each) for each in (man, woman)] == ["23", "23"]
    since = await revise(registry, "/divorces", divorced, "revocation", 409)
    assert (slug(since), since["marriage_id"]) == ("married-since", again["id"])
    await revise(registry, "/marriages", again, "revocation")
    assert [await status(registry, each) for each in (man, woman)] == ["40", "40"]
    await revise(registry, "/divorces", divorced, "revocation")
    assert [await status(registry, each) for each in (man, woman)] == ["21", "21"]
    await revise(registry, "/marriages", await registry.call("GET", f"/marriages/{marriage['id']}"), "revocation")
    assert [await status(registry, each) for each in (man, woman)] == ["10", None]


async def test_contradictions_name_the_facts(registry: Registry) -> None:
    man, woman = await couple(registry)
    other = (await registry.person(name="赵", sex=2, birth_date="1990-01-01"))["id"]
    itself = await registry.call(
        "POST", "/marriages", 422, json={"first_id": man, "second_id": man, "married_on": "2010-01-01"}
    )
    assert codes(itself) == {"#/second_id": "same_person"}
    early = {"first_id": man, "second_id": woman, "married_on": "1986-01-01"}
    found = await registry.call("POST", "/marriages", 422, json=early)
    assert codes(found) == {"#/second_id": "before_birth"}
    assert "1987-03-04" in found["errors"][0]["message"]
    first = await registry.call("POST", "/marriages", 201, json=early | {"married_on": "2010-01-01"})
    second = {"first_id": man, "second_id": other, "married_on": "2012-01-01"}
    twice = await registry.call("POST", "/marriages", 409, json=second)
    assert (slug(twice), twice["marriage_id"], twice["married_on"]) == ("already-married", first["id"], "2010-01-01")
    await registry.call("POST", "/deaths", 201, json={"person_id": woman, "died_on": "2011-01-01"})
    assert (await registry.call("POST", "/marriages", 201, json=second))["state"] == "registered"
    dead = {"first_id": other, "second_id": woman, "married_on": "2013-01-01"}
    assert codes(await registry.call("POST", "/marriages", 422, json=dead)) == {"#/second_id": "after_death"}


async def test_an_adoption_brings_a_child_home_and_its_revocation_back(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    child = await registry.person(name="陈小", birth_date="2020-01-01")
    entry = {"person_id": child["id"], "first_adopter_id": head["id"], "second_adopter_id": spouse["id"]}
    entry |= {"adopted_on": "2023-01-01", "household_id": household["id"], "relation_to_head": "35"}
    wrong = entry | {"person_id": head["id"], "first_adopter_id": child["id"], "household_id": None}
    wrong.pop("relation_to_head")
    assert "adopter_not_older" in codes(await registry.call("POST", "/adoptions", 422, json=wrong)).values()
    await registry.forget_events()
    adoption = await registry.call("POST", "/adoptions", 201, json=entry)
    assert await registry.kinds() == ["person-changed", "adoption-registered"]
    home = await registry.call("GET", f"/persons/{child['id']}")
    assert (home["household_id"], home["relation_to_head"]) == (household["id"], "35")
    twice = await registry.call("POST", "/adoptions", 409, json=entry)
    assert (slug(twice), twice["adoption_id"]) == ("already-adopted", adoption["id"])
    corrected = await revise(registry, "/adoptions", adoption, "correction", adopted_on="2023-02-01")
    await revise(registry, "/adoptions", corrected, "revocation")
    assert (await registry.call("GET", f"/persons/{child['id']}"))["household_id"] is None


async def test_a_marriage_of_long_ago_is_back_filled_before_the_one_that_stands(registry: Registry) -> None:
    man, woman = await couple(registry)
    first = (await registry.person(name="赵兰", sex=2, birth_date="1986-01-01"))["id"]
    await registry.call(
        "POST", "/marriages", 201, json={"first_id": man, "second_id": woman, "married_on": "2015-01-01"}
    )
    early = {"first_id": man, "second_id": first, "married_on": "2008-01-01"}
    refused = await registry.call("POST", "/marriages", 409, json=early)
    assert (slug(refused), refused["married_on"]) == ("already-married", "2015-01-01")
    # With its divorce told first, the two marriages share no day.
    apart = {"first_id": first, "second_id": man, "divorced_on": "2012-01-01"}
    divorce = await registry.call("POST", "/divorces", 201, json=apart)
    assert (divorce["marriage_id"], await status(registry, man)) == (None, "21")
    filled = await registry.call("POST", "/marriages", 201, json=early)
    assert filled["ended_on"] == "2012-01-01"
    known = await registry.call("GET", f"/divorces/{divorce['id']}")
    assert (known["marriage_id"], known["revision"]) == (filled["id"], 2)
    assert [await status(registry, each) for each in (man, first)] == ["21", "40"]
    wrong = await revise(registry, "/marriages", filled, "correction", 422, married_on="2013-01-01")
    assert codes(wrong) == {"#/married_on": "married_after_divorce"}
    built_on = await revise(registry, "/marriages", filled, "revocation", 409)
    assert slug(built_on) == "marriage-built-on"


async def test_a_marriage_that_a_death_ended_is_back_filled_before_the_one_that_stands(registry: Registry) -> None:
    man, woman = await couple(registry)
    first = (await registry.person(name="赵兰", sex=2, birth_date="1986-01-01"))["id"]
    await registry.call("POST", "/deaths", 201, json={"person_id": first, "died_on": "2012-01-01"})
    later = {"first_id": man, "second_id": woman, "married_on": "2011-06-01"}
    marriage = await registry.call("POST", "/marriages", 201, json=later)
    early = {"first_id": man, "second_id": first, "married_on": "2008-01-01"}
    refused = await registry.call("POST", "/marriages", 409, json=early)
    assert refused["married_on"] == "2011-06-01"
    marriage = await revise(registry, "/marriages", marriage, "correction", married_on="2013-01-01")
    await registry.call("POST", "/marriages", 201, json=early)
    back = await revise(registry, "/marriages", marriage, "correction", 409, married_on="2011-06-01")
    assert (slug(back), back["married_on"]) == ("already-married", "2008-01-01")
    assert await status(registry, man) == "21"


async def test_a_child_who_heads_a_household_is_adopted_out_of_it_and_back(registry: Registry) -> None:
    home, adopter, _ = await registry.family()
    child = await registry.person(name="陈小", birth_date="2015-01-01")
    alone = {"number": "2001", "registered_division": VILLAGE, "head_id": child["id"]}
    own = await registry.call("POST", "/households", 201, json=alone)
    sibling = await registry.person(name="陈二", birth_date="2016-01-01", household_id=own["id"], relation_to_head="73")
    entry = {"person_id": child["id"], "first_adopter_id": adopter["id"], "adopted_on": "2023-01-01"}
    entry |= {"household_id": home["id"], "relation_to_head": "35"}
    refused = await registry.call("POST", "/adoptions", 409, json=entry)
    assert slug(refused) == "head-must-stay"
    await registry.call("DELETE", f"/households/{own['id']}/members/{sibling['id']}")
    adoption = await registry.call("POST", "/adoptions", 201, json=entry)
    assert (await registry.call("GET", f"/households/{own['id']}"))["head_id"] is None
    await revise(registry, "/adoptions", adoption, "revocation")
    back = await registry.call("GET", f"/persons/{child['id']}")
    assert (back["household_id"], back["relation_to_head"]) == (own["id"], "02")
    assert (await registry.call("GET", f"/households/{own['id']}"))["head_id"] == child["id"]


async def test_a_declared_birth_finds_its_mother_after_she_was_merged(registry: Registry) -> None:
    mother, twin = [await registry.person(name="李芳", sex=2, birth_date="1987-03-04") for _ in range(2)]
    child = {"child": {"name": "王宝", "sex": 1, "birth_date": "2026-01-05"}, "mother_id": twin["id"]}
    declared = await registry.call("POST", "/declarations", 201, json={"kind": "birth", "entry": child})
    path = f"/declarations/{declared['id']}"
    verified = await registry.call("POST", f"{path}/verification", headers=match(declared))
    await merge(registry, mother, twin)
    done = await registry.call("POST", f"{path}/registration", headers=match(verified))
    assert (await registry.call("GET", f"/births/{done['event_id']}"))["mother_id"] == mother["id"]


async def test_a_declaration_changes_nothing_until_it_is_registered(registry: Registry) -> None:
    worker, officer = await registry.staff("village-worker", VILLAGE), await registry.staff("township-officer")
    person = await registry.person()
    await registry.forget_events()
    day = clock.today() - timedelta(days=20)
    told = {"kind": "death", "entry": {"person_id": person["id"], "died_on": str(day), "certificate_number": "D1234"}}
    declared = await registry.call("POST", "/declarations", 201, json=told, by=worker)
    assert (declared["state"], declared["entry"]["certificate_number"]) == ("declared", "******34")
    assert await registry.kinds() == []
    path = f"/declarations/{declared['id']}"
    await registry.call("POST", f"{path}/verification", 403, by=worker, headers=match(declared))
    too_soon = await registry.call("POST", f"{path}/registration", 409, by=officer, headers=match(declared))
    assert (slug(too_soon), too_soon["state"]) == ("step-not-possible", "declared")
    waiting = await registry.call("GET", "/declarations?state=declared&kind=death", by=officer)
    assert [each["id"] for each in waiting["items"]] == [declared["id"]]
    verified = await registry.call("POST", f"{path}/verification", by=officer, headers=match(declared))
    with clock.moved_to(clock.now() + timedelta(days=30)):
        async with registry.running.as_staff() as client:
            done = await registry.call("POST", f"{path}/registration", by=client, headers=match(verified))
            death = await registry.call("GET", f"/deaths/{done['event_id']}", by=client)
    assert (done["state"], death["state"], death["late"]) == ("registered", "registered", False)
    assert await registry.kinds() == ["death-registered", "person-changed"]
    assert not await registry.pool.fetchval(
        "SELECT true FROM declarations WHERE position($1 in entry_sealed) > 0", b"D1234"
    )


async def test_a_declaration_is_rejected_with_a_reason_once(registry: Registry) -> None:
    person = await registry.person()
    told = {"kind": "divorce", "entry": {"first_id": person["id"], "divorced_on": "2020-01-01"}}
    declared = await registry.call("POST", "/declarations", 201, json=told)
    path = f"/declarations/{declared['id']}"
    await registry.call("POST", f"{path}/rejection", 422, json={}, headers=match(declared))
    rejected = await registry.call("POST", f"{path}/rejection", json={"reason": "材料不全"}, headers=match(declared))
    assert (rejected["state"], rejected["reason"]) == ("rejected", "材料不全")
    over = await registry.call("POST", f"{path}/verification", 409, headers=match(rejected))
    assert slug(over) == "step-not-possible"


@pytest.mark.parametrize(("field", "rule"), [("birth_permit", "C1"), ("结婚证号", "C1"), ("fetal_sex", "C11")])
async def test_a_declared_birth_is_asked_nothing_either(registry: Registry, field: str, rule: str) -> None:
    """C1, C11."""
    child = {"name": "王宝", "sex": 2, "birth_date": "2024-01-01"}
    told = {"kind": "birth", "entry": {"child": child, "registered_division": VILLAGE, field: "1"}}
    answer = await registry.call("POST", "/declarations", 422, json=told)
    assert (slug(answer), answer["rule"]) == ("charter", rule)
