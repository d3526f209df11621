"""C9, C10: consents and notices name the words that were used; a guardian's for children; withdrawal is one step."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chassis import clock
from chassis.identifiers import new_id
from services.registry.consents.rules import age_on
from services.registry.consents.texts import texts
from tests.registry.conftest import FAR_VILLAGE, TOWN, VILLAGE, Registry, codes, slug

MESSAGES = {"purpose": "service-messages", "text_version": 1, "given_by": "self", "how": "spoken"}


async def test_what_people_are_asked_is_there_to_be_read_out(registry: Registry) -> None:
    page = await registry.call("GET", "/consent-texts", by=await registry.staff("village-worker", VILLAGE))
    shown = {(t["kind"], t["purpose"]): t for t in page["items"]}
    assert "不需要理由" in shown["consent", "service-messages"]["zh"]
    assert "第三十条" in shown["notice", "citizen-number"]["basis"]
    assert all(t["zh"] and t["en"] for t in page["items"])


async def test_given_told_of_and_taken_back_in_one_step_without_a_reason(registry: Registry) -> None:
    person = await registry.person()
    await registry.forget_events()
    worker = await registry.staff("village-worker", VILLAGE)
    path = f"/persons/{person['id']}/consents"
    given = await registry.call("POST", path, 201, json=MESSAGES, by=worker)
    assert (given["stands"], given["given_on"]) == (True, f"{clock.today()}")
    assert slug(await registry.call("POST", path, 409, json=MESSAGES)) == "consent-stands"
    taken_back = await registry.call("POST", f"/consents/{given['id']}/withdrawal", by=worker)
    assert (taken_back["stands"], taken_back["withdrawn_at"] is None) == (False, False)
    again = await registry.call("POST", f"/consents/{given['id']}/withdrawal", by=worker)
    assert again == taken_back
    told = await registry.published()
    assert [kind for kind, _ in told] == ["consent-recorded", "consent-withdrawn"]
    assert told[1][1]["purpose"] == "service-messages"
    await registry.call("POST", path, 201, json=MESSAGES)
    listed = await registry.call("GET", path)
    assert [item["stands"] for item in listed["items"]] == [False, True]


async def test_a_guardian_consents_for_a_child_and_the_young_person_is_asked_again(registry: Registry) -> None:
    today = clock.today()
    child = await registry.person(name="小小", birth_date=f"{today.year - 13}-01-01")
    mother = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    path = f"/persons/{child['id']}/consents"
    wrong = await registry.call("POST", path, 422, json=MESSAGES)
    assert codes(wrong) == {"#/given_by": "guardian_needed"}
    by_guardian = MESSAGES | {"given_by": "guardian", "guardian_id": mother["id"]}
    given = await registry.call("POST", path, 201, json=by_guardian)
    assert (given["guardian_id"], given["ask_again"]) == (mother["id"], False)
    with registry.at(datetime(today.year + 2, 1, 2, tzinfo=UTC)):
        (later,) = (await registry.call("GET", path))["items"]
        assert (later["stands"], later["ask_again"]) == (True, True)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"purpose": "anything"}, {"#/purpose": "unknown_purpose"}),
        ({"text_version": 9}, {"#/text_version": "not_in_use"}),
        ({"given_on": "2999-01-01"}, {"#/given_on": "in_future"}),
        ({"given_by": "guardian"}, {"#/guardian_id": "guardian_missing"}),
        ({"given_by": "guardian", "guardian_id": str(new_id())}, {"#/guardian_id": "unknown_guardian"}),
        ({"guardian_id": str(new_id())}, {"#/guardian_id": "not_by_guardian"}),
        ({"reason": "x"}, {"#/reason": "extra_forbidden"}),
    ],
)
async def test_a_wrong_consent_is_told_where(registry: Registry, changes: Any, faults: dict[str, str]) -> None:
    person = await registry.person()
    answer = await registry.call("POST", f"/persons/{person['id']}/consents", 422, json=MESSAGES | changes)
    assert codes(answer) == faults


async def test_a_child_is_nobodys_guardian_nor_anybody_their_own(registry: Registry) -> None:
    child = await registry.person(birth_date=f"{clock.today().year - 10}-01-01")
    other = await registry.person(birth_date=f"{clock.today().year - 16}-01-01")
    path = f"/persons/{child['id']}/consents"
    for guardian, code in ((other, "no_guardian"), (child, "own_guardian")):
        entry = MESSAGES | {"given_by": "guardian", "guardian_id": guardian["id"]}
        assert codes(await registry.call("POST", path, 422, json=entry)) == {"#/guardian_id": code}


async def test_notices_are_kept_in_the_words_that_were_used(registry: Registry) -> None:
    person = await registry.person()
    path = f"/persons/{person['id']}/notices"
    entry = {"purpose": "citizen-number", "text_version": 1, "how": "paper", "told": "self"}
    await registry.call("POST", path, 201, json=entry)
    wrong = await registry.call("POST", path, 422, json=entry | {"text_version": 2, "given_on": "2999-01-01"})
    assert wrong["errors"]
    listed = await registry.call("GET", path)
    assert [(n["purpose"], n["text_version"], n["told"]) for n in listed["items"]] == [("citizen-number", 1, "self")]


async def test_only_the_own_area(registry: Registry) -> None:
    far = await registry.person(residence_division=FAR_VILLAGE, registered_division=FAR_VILLAGE)
    given = await registry.call("POST", f"/persons/{far['id']}/consents", 201, json=MESSAGES)
    officer = await registry.staff("township-officer", TOWN)
    for method, path in (("GET", f"/persons/{far['id']}/consents"), ("GET", f"/persons/{far['id']}/notices")):
        assert slug(await registry.call(method, path, 404, by=officer)) == "unknown-person"
    answer = await registry.call("POST", f"/consents/{given['id']}/withdrawal", 404, by=officer)
    assert slug(answer) == "unknown-consent"


def test_texts_are_versioned_in_order_and_in_both_languages() -> None:
    every: list[Any] = [*texts().consents.values(), *texts().notices.values()]
    for versions in every:
        assert [v.version for v in versions] == list(range(1, len(versions) + 1))
        assert [v.since for v in versions] == sorted({v.since for v in versions})
    assert [rule.age for rule in texts().guardian_below] == [14]


def test_a_birthday_counts_from_its_day_on() -> None:
    assert [age_on(date(2012, 2, 29), day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [13, 14]
    assert age_on(date(2012, 5, 17), date(2026, 5, 17)) == 14
