"""Persons: registered by hand, found, corrected with history, shown masked."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from chassis import clock
from tests.registry.conftest import (
    ELSEWHERE,
    FAR_VILLAGE,
    NEIGHBOUR,
    TOWN,
    VILLAGE,
    Registry,
    citizen_number,
    codes,
    slug,
)
from tests.support.running import COUNTY

BORN = date(1990, 5, 17)


async def test_a_person_is_registered_sealed_masked_and_told_of(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    person = await registry.person(citizen_number=number.lower(), phone="19000001234", other_id_type="护照",
                                   other_id_number="E12345678")  # fmt: skip
    assert person["citizen_number"] == f"341599**********{number[-2:]}"
    assert (person["phone"], person["other_id_number"]) == ("190****1234", "E******78")
    row = await registry.pool.fetchrow("SELECT * FROM persons")
    assert number.encode() not in row["citizen_number_sealed"]
    assert len(row["citizen_number_index"]) == 16
    assert row["other_id_type"] == person["other_id_type"] == "03"
    ((kind, data),) = await registry.published()
    assert (kind, data["person_id"], data["revision"]) == ("person-registered", person["id"], 1)
    assert number not in str(data)
    assert await registry.audited() == ["enter-divisions", "register-person"]


async def test_a_document_is_of_a_kind_that_the_standard_knows(registry: Registry) -> None:
    home = {"name": "王小明", "sex": 1, "birth_date": "1990-05-17", "registered_division": VILLAGE}
    document = {"residence_division": VILLAGE, "other_id_type": "library card", "other_id_number": "E12345678"}
    answer = await registry.call("POST", "/persons", 422, json=home | document)
    assert codes(answer) == {"#/other_id_type": "unknown_code"}
    named = await registry.call("POST", "/persons", 201, json=home | document | {"other_id_type": "passport"})
    assert named["other_id_type"] == "03"


async def test_every_fault_of_an_entry_is_named(registry: Registry) -> None:
    wrong = {
        "citizen_number": citizen_number(BORN, 1),
        "birth_date": "1990-05-18",
        "sex": 2,
        "other_id_type": "03",
        "residence_division": "341599001099",
    }
    home = {"name": "王小明", "registered_division": VILLAGE, "relation_to_head": "20"}
    answer = await registry.call("POST", "/persons", 422, json=home | wrong)
    assert codes(answer) == {
        "#/birth_date": "birth_date_differs",
        "#/sex": "sex_differs",
        "#/other_id_number": "other_id_incomplete",
        "#/relation_to_head": "household_missing",
        "#/residence_division": "unknown_division",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("birth_date", "2999-01-01", "birth_in_future"),
        ("birth_date", "1800-01-01", "implausible_age"),
        ("birth_date", 0, "bad_date"),
        ("birth_date", "19900517", "bad_date"),
        ("sex", 3, "literal_error"),
        ("citizen_number", "34159919900517001X", "bad_check_character"),
        ("citizen_number", "12345", "bad_number"),
        ("ethnic_group", "99", "unknown_code"),
        ("marital_status", "1", "unknown_code"),
        ("phone", "call me", "string_pattern_mismatch"),
        ("name", "王\0明", "string_pattern_mismatch"),
        ("name", "  ", "string_too_short"),
        ("colour", "red", "extra_forbidden"),
        ("relation_to_head", "20", "household_missing"),
    ],
)
async def test_a_wrong_field_is_refused_at_its_place(registry: Registry, field: str, value: Any, code: str) -> None:
    entry = {"name": "王", "sex": 1, "birth_date": "1990-05-17", "residence_division": VILLAGE}
    answer = await registry.call("POST", "/persons", 422, json=entry | {"registered_division": VILLAGE, field: value})
    if value == "34159919900517001X":
        assert set(codes(answer).values()) <= {"bad_check_character", "bad_number"}
    else:
        assert codes(answer) == {f"#/{field}": code}
    assert await registry.published() == []


async def test_today_is_a_day_to_be_born_on(registry: Registry) -> None:
    assert (await registry.person(birth_date=str(clock.today())))["birth_date"] == str(clock.today())
    tomorrow = clock.today() + timedelta(days=1)
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    await registry.call("POST", "/persons", 422, json={"name": "王", "sex": 1, "birth_date": str(tomorrow)} | home)


@pytest.mark.parametrize(("name", "rule"), [("准生证", "C1"), ("fetal-sex", "C11"), ("credit_score", "C4")])
async def test_the_charter_refuses_by_name(registry: Registry, name: str, rule: str) -> None:
    entry = {"name": "王", "sex": 1, "birth_date": "1990-05-17", name: "1"}
    answer = await registry.call("POST", "/persons", 422, json=entry)
    assert (slug(answer), answer["rule"]) == ("charter", rule)


async def test_one_number_one_person(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    await registry.person(citizen_number=number)
    entry = {"name": "别人", "sex": 1, "birth_date": "1990-05-17", "citizen_number": number}
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    answer = await registry.call("POST", "/persons", 409, json=entry | home)
    assert slug(answer) == "citizen-number-taken"
    assert await registry.kinds() == ["person-registered"]


async def test_somebody_of_another_area_is_not_registered_here(registry: Registry) -> None:
    worker = await registry.staff("village-worker", VILLAGE)
    entry = {"name": "王", "sex": 1, "birth_date": "1990-05-17"}
    home = {"registered_division": ELSEWHERE, "residence_division": NEIGHBOUR}
    answer = await registry.call("POST", "/persons", 422, json=entry | home, by=worker)
    assert codes(answer) == {"#/residence_division": "outside_scope"}
    home["residence_division"] = VILLAGE
    assert (await registry.call("POST", "/persons", 201, json=entry | home, by=worker))["living"] is True


async def test_found_by_number_in_address_or_body(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    person = await registry.person(citizen_number=number)
    await registry.person(name="李四")
    client = await registry.staff()
    by_address = await client.get("/persons", params={"citizen_number": number.lower()})
    assert [p["id"] for p in by_address.json()["items"]] == [person["id"]]
    assert by_address.headers["Huijia-Subjects"] == person["id"]
    by_body = await client.post("/persons/search", json={"citizen_number": number})
    assert by_body.json() == by_address.json()
    nobody = await registry.call("GET", "/persons", params={"citizen_number": citizen_number(BORN, 2)})
    assert nobody == {"items": [], "next": None}
    wrong = await registry.call("GET", "/persons", 422, params={"citizen_number": "341599**********12"})
    assert codes(wrong) == {"query/citizen_number": "bad_number"}
    wrong = await registry.call("POST", "/persons/search", 422, json={"citizen_number": "1"})
    assert codes(wrong) == {"#/citizen_number": "bad_number"}


async def test_found_by_the_beginning_of_the_name(registry: Registry) -> None:
    for name, home in (("王明", VILLAGE), ("王明明", NEIGHBOUR), ("王芳", VILLAGE), ("李王", VILLAGE)):
        await registry.person(name=name, residence_division=home, registered_division=home)
    everyone = await registry.call("GET", "/persons", params={"name": "王明"})
    assert [p["name"] for p in everyone["items"]] == ["王明", "王明明"]
    here = await registry.call("GET", "/persons", params={"name": "王", "division": NEIGHBOUR})
    assert [p["name"] for p in here["items"]] == ["王明明"]
    first = await registry.call("GET", "/persons", params={"name": "王", "limit": 2})
    second = await registry.call("GET", "/persons", params={"name": "王", "limit": 2, "cursor": first["next"]})
    assert len({p["id"] for p in first["items"] + second["items"]}) == 3
    assert second["next"] is None


async def test_a_division_is_listed_once_each_residents_first(registry: Registry) -> None:
    here = [await registry.person(name=f"住{n}") for n in range(3)]
    away = [await registry.person(name=f"外{n}", residence_division=ELSEWHERE) for n in range(3)]
    await registry.person(name="别处", residence_division=FAR_VILLAGE, registered_division=FAR_VILLAGE)
    seen: list[str] = []
    cursor = None
    while True:
        params = {"division": TOWN, "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = await registry.call("GET", "/persons", params=params)
        seen += [p["id"] for p in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [p["id"] for p in here + away]


async def test_a_wider_division_shows_only_what_is_in_scope(registry: Registry) -> None:
    mine = await registry.person()
    await registry.person(residence_division=NEIGHBOUR, registered_division=NEIGHBOUR)
    neighbour = await registry.person(residence_division=NEIGHBOUR)
    worker = await registry.staff("village-worker", VILLAGE)
    for division in (COUNTY, TOWN, None):
        page = await registry.call("GET", "/persons", params={"division": division} if division else {}, by=worker)
        assert [p["id"] for p in page["items"]] == [mine["id"], neighbour["id"]]
    page = await registry.call("GET", "/persons", params={"division": NEIGHBOUR}, by=worker)
    assert [p["id"] for p in page["items"]] == [neighbour["id"]]


async def test_a_correction_keeps_what_was_and_says_who_and_why(registry: Registry) -> None:
    person = await registry.person()
    await registry.forget_events()
    client = await registry.staff()
    path, patch = f"/persons/{person['id']}", {"name": "王晓明", "reason": "户口簿为准"}
    assert slug(await registry.call("PATCH", path, 428, json=patch)) == "revision-missing"
    stale = await registry.call("PATCH", path, 412, json=patch, headers={"If-Match": '"7"'})
    assert stale["current"] == 1
    answer = await client.patch(path, json=patch, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"], answer.json()["name"]) == (200, '"2"', "王晓明")
    ((kind, data),) = await registry.published()
    assert (kind, data["revision"], data["facts"]["name"]) == ("person-changed", 2, "王晓明")
    kept = await registry.pool.fetchrow("SELECT * FROM person_versions")
    now = await registry.pool.fetchrow("SELECT * FROM persons")
    assert (kept["name"], kept["revision"], kept["valid_until"]) == ("王小明", 1, now["valid_from"])
    assert (now["changed_by"], now["change_reason"]) == ("test-county-admin", "户口簿为准")


async def test_a_patch_that_changes_nothing_makes_no_version(registry: Registry) -> None:
    person = await registry.person(phone="19000001234")
    await registry.forget_events()
    patch = {"name": "王小明", "phone": "19000001234", "reason": "核对"}
    answer = await registry.call("PATCH", f"/persons/{person['id']}", json=patch, headers={"If-Match": '"1"'})
    assert answer["revision"] == 1
    assert await registry.published() == []


async def test_what_others_may_not_know_changes_silently(registry: Registry) -> None:
    person = await registry.person(phone="19000001234")
    await registry.forget_events()
    patch = {"phone": None, "residence_address": "三组8号", "reason": "本人要求"}
    answer = await registry.call("PATCH", f"/persons/{person['id']}", json=patch, headers={"If-Match": '"1"'})
    assert (answer["phone"], answer["residence_address"], answer["revision"]) == (None, "三组8号", 2)
    assert await registry.published() == []


@pytest.mark.parametrize(
    ("patch", "place"),
    [
        ({"name": None}, "#/name"),
        ({"birth_date": "2999-01-01"}, "#/birth_date"),
        ({"residence_division": NEIGHBOUR}, "#/residence_division"),
        ({"living": False}, "#/living"),
        ({"citizen_number": "34052419800101001X"}, "#/birth_date"),
        ({"reason": ""}, "#/reason"),
    ],
)
async def test_a_wrong_correction_is_refused(registry: Registry, patch: dict[str, Any], place: str) -> None:
    person = await registry.person()
    body = {"reason": "更正"} | patch
    answer = await registry.call("PATCH", f"/persons/{person['id']}", 422, json=body, headers={"If-Match": '"1"'})
    assert place in codes(answer)


async def test_a_number_is_not_taken_over_by_correction(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    await registry.person(citizen_number=number)
    other = await registry.person(name="李四")
    patch = {"citizen_number": number, "reason": "补录"}
    answer = await registry.call("PATCH", f"/persons/{other['id']}", 409, json=patch, headers={"If-Match": '"1"'})
    assert slug(answer) == "citizen-number-taken"


async def test_identifiers_are_shown_for_a_reason_that_is_logged(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    person = await registry.person(citizen_number=number, phone="19000001234")
    officer, path = await registry.staff("township-officer", TOWN), f"/persons/{person['id']}/identifiers"
    for header in (quote("补贴发放核对").encode(), "补贴发放核对".encode()):
        answer = await officer.get(path, headers={b"X-Reason": header})
        assert (answer.json()["citizen_number"], answer.json()["phone"]) == (number, "19000001234")
        assert answer.headers["Huijia-Subjects"] == person["id"]
    entries = await registry.pool.fetch("SELECT subject_id, entry FROM audit_log WHERE action = 'read-identifiers'")
    assert [str(e["subject_id"]) for e in entries] == [person["id"]] * 2
    assert all("补贴发放核对" in e["entry"] and number not in e["entry"] for e in entries)
    for bad in ({}, {"X-Reason": "x"}, {"X-Reason": quote("x" * 300)}, {"X-Reason": "%00%00%00"}):
        await registry.call("GET", path, 422, by=officer, headers=bad)
    worker = await registry.staff("village-worker", VILLAGE)
    await registry.call("GET", path, 403, by=worker, headers={"X-Reason": "abc"})
