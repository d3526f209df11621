"""C9: what is wrong about a person is asked to be corrected, decided with reasons by a day, applied, and told of."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis import clock
from tests.registry.conftest import FAR_VILLAGE, TOWN, VILLAGE, Registry, citizen_number, codes, slug

PAPER = {"kind": "户口簿", "number": "HK20260001"}


def asking(*claims: tuple[str, Any], **changes: Any) -> dict[str, Any]:
    stated = [{"field": field, "should_be": value, "what_is_wrong": "与户口簿不符"} for field, value in claims]
    return {"asked_by": "self", "document": PAPER, "claims": stated} | changes


async def ask(registry: Registry, person: dict[str, Any], *claims: tuple[str, Any]) -> dict[str, Any]:
    worker = await registry.staff("village-worker", VILLAGE)
    return await registry.call("POST", f"/persons/{person['id']}/corrections", 201, json=asking(*claims), by=worker)


async def decide(registry: Registry, correction: dict[str, Any], expect: int = 200, **verdicts: Any) -> dict[str, Any]:
    """Verdicts by field: True, or the reason against."""
    entries = [{"field": f, "accepted": v is True} | ({} if v is True else {"reason": v}) for f, v in verdicts.items()]
    headers = {"If-Match": f'"{correction["revision"]}"'}
    path = f"/corrections/{correction['id']}/decision"
    return await registry.call("POST", path, expect, json={"verdicts": entries}, headers=headers)


async def carry_out(registry: Registry, correction: dict[str, Any], expect: int = 200) -> dict[str, Any]:
    headers = {"If-Match": f'"{correction["revision"]}"'}
    return await registry.call("POST", f"/corrections/{correction['id']}/application", expect, headers=headers)


async def test_from_the_desk_to_the_register_and_to_everybody_who_was_told(registry: Registry) -> None:
    person = await registry.person(phone="19000001234")
    await registry.forget_events()
    asked = await ask(registry, person, ("name", "王晓明"), ("phone", "19000005678"))
    assert (asked["state"], asked["overdue"], asked["document"]["number"]) == ("requested", False, "H*******01")
    assert [(c["held"], c["should_be"]) for c in asked["claims"]] == [
        ("王小明", "王晓明"),
        ("190****1234", "190****5678"),
    ]
    decided = await decide(registry, asked, name=True, phone=True)
    assert (decided["state"], decided["decided_by"]) == ("accepted", "test-county-admin")
    applied = await carry_out(registry, decided)
    assert (applied["state"], applied["applied_revision"], applied["owed_by"]) == ("applied", 2, None)
    now = await registry.call("GET", f"/persons/{person['id']}")
    assert (now["name"], now["phone"]) == ("王晓明", "190****5678")
    told = await registry.published()
    kinds = ["correction-requested", "correction-decided", "person-changed", "correction-applied"]
    assert [kind for kind, _ in told] == kinds
    assert told[3][1]["fields"] == ["name", "phone"]
    assert (told[1][1]["outcome"], told[1][1]["apply_by"]) == ("accepted", decided["apply_by"])
    assert "person_id" not in told[0][1].keys() | told[1][1].keys(), "an office owes it; to whom is not told"
    assert "19000005678" not in str(told)
    history = await registry.call("GET", f"/persons/{person['id']}/history")
    assert (history["items"][1]["source"], history["items"][1]["source_id"]) == ("correction", asked["id"])
    assert {"request-correction", "decide-correction", "apply-correction"} <= set(await registry.audited())
    listed = await registry.call("GET", f"/persons/{person['id']}/corrections")
    assert [item["id"] for item in listed["items"]] == [asked["id"]]


async def test_a_part_is_accepted_and_the_rest_refused_with_its_reason(registry: Registry) -> None:
    person = await registry.person()
    asked = await ask(registry, person, ("name", "王晓明"), ("birth_date", "1990-05-18"))
    decided = await decide(registry, asked, name=True, birth_date="出生医学证明为17日")
    assert decided["state"] == "partly"
    await carry_out(registry, decided)
    now = await registry.call("GET", f"/persons/{person['id']}")
    assert (now["name"], now["birth_date"]) == ("王晓明", "1990-05-17")


async def test_a_refusal_needs_a_reason_and_ends_the_request(registry: Registry) -> None:
    person = await registry.person()
    asked = await ask(registry, person, ("name", "王晓明"))
    headers = {"If-Match": '"1"'}
    bare = {"verdicts": [{"field": "name", "accepted": False}, {"field": "sex", "accepted": True}]}
    path = f"/corrections/{asked['id']}/decision"
    wrong = await registry.call("POST", path, 422, json=bare, headers=headers)
    assert codes(wrong) == {"#/verdicts/0/reason": "reason_needed", "#/verdicts/1/field": "not_asked"}
    refused = await decide(registry, asked, name="与户口簿一致,无误")
    assert (refused["state"], refused["owed_by"]) == ("refused", None)
    again = await carry_out(registry, refused, 409)
    assert (slug(again), again["state"]) == ("correction-not-in-state", "refused")
    assert slug(await decide(registry, refused, 409, name=True)) == "correction-not-in-state"
    assert slug(await decide(registry, asked, 412, name=True)) == "revision-stale"


@pytest.mark.parametrize(
    ("claims", "faults"),
    [
        ([("name", "王小明")], {"#/claims/0/should_be": "already_so"}),
        ([("birth_date", "1990")], {"#/claims/0/should_be": "bad_date"}),
        ([("name", None)], {"#/claims/0/should_be": "needed"}),
        ([("note", "a"), ("note", "b")], {"#/claims/1/field": "twice"}),
        ([("residence_division", VILLAGE)], {"#/claims/0/field": "literal_error"}),
    ],
)
async def test_a_wrong_request_is_told_where(registry: Registry, claims: Any, faults: dict[str, str]) -> None:
    person = await registry.person()
    path = f"/persons/{person['id']}/corrections"
    assert codes(await registry.call("POST", path, 422, json=asking(*claims))) == faults
    future = asking(("name", "王"), requested_on=f"{clock.today() + timedelta(days=1)}")
    assert codes(await registry.call("POST", path, 422, json=future)) == {"#/requested_on": "in_future"}


async def test_nothing_is_half_done_where_the_register_contradicts(registry: Registry) -> None:
    number = citizen_number(date(1990, 5, 17), 1)
    await registry.person(citizen_number=number)
    other = await registry.person(name="李四")
    asked = await ask(registry, other, ("citizen_number", number))
    assert number not in str(asked)
    decided = await decide(registry, asked, citizen_number=True)
    await registry.forget_events()
    assert slug(await carry_out(registry, decided, 409)) == "citizen-number-taken"
    assert await registry.published() == []
    assert (await registry.call("GET", f"/corrections/{asked['id']}"))["state"] == "accepted"


async def test_what_is_late_is_listed_first_and_for_its_area_alone(registry: Registry) -> None:
    person, far = await registry.person(), await registry.person(residence_division=FAR_VILLAGE,
                                                                 registered_division=FAR_VILLAGE)  # fmt: skip
    with registry.at(datetime(2026, 3, 2, 4, tzinfo=UTC)):
        earlier = await ask(registry, person, ("note", "甲"))
        # Fifteen working days: 3 to 6, 9 to 13, 16 to 20 and 23 March.
        assert (earlier["decide_by"], "工作日" in earlier["decide_by_source"]) == ("2026-03-23", True)
    fresh = await registry.call("POST", f"/persons/{far['id']}/corrections", 201, json=asking(("note", "乙")))
    every = await registry.call("GET", "/corrections")
    assert [item["id"] for item in every["items"]] == [earlier["id"], fresh["id"]]
    late = await registry.call("GET", "/corrections", params={"overdue": True})
    assert [(item["id"], item["overdue"]) for item in late["items"]] == [(earlier["id"], True)]
    first = await registry.call("GET", "/corrections", params={"limit": 1})
    second = await registry.call("GET", "/corrections", params={"limit": 1, "cursor": first["next"]})
    assert [item["id"] for item in first["items"] + second["items"]] == [earlier["id"], fresh["id"]]
    officer = await registry.staff("township-officer", TOWN)
    mine = await registry.call("GET", "/corrections", by=officer)
    assert [item["id"] for item in mine["items"]] == [earlier["id"]]
    assert slug(await registry.call("GET", f"/corrections/{fresh['id']}", 404, by=officer)) == "unknown-correction"
    worker = await registry.staff("village-worker", VILLAGE)
    verdict = {"verdicts": [{"field": "note", "accepted": True}]}
    await registry.call("POST", f"/corrections/{earlier['id']}/decision", 403, json=verdict, by=worker)


async def test_values_are_sealed_at_rest(registry: Registry) -> None:
    person = await registry.person()
    await ask(registry, person, ("phone", "19000005678"))
    (row,) = await registry.pool.fetch("SELECT * FROM correction_claims")
    assert b"19000005678" not in row["stated_sealed"]
    assert "19000005678" not in str([dict(r) for r in await registry.pool.fetch("SELECT entry FROM audit_log")])
