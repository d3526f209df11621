"""C9: a person learns who looked and why, gets a copy, and is answered in time and with reasons."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis import clock
from gateway.access_log.schemas import LoggedAccess
from gateway.disclosure.policies import load_policies
from gateway.settings import HERE
from gateway.subject_access.make_copy import SOURCES
from gateway.subject_access.take_down import _deadlines
from gateway.subject_access.tell_accesses import tell_access
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON

PEOPLE = f"/api/gateway/v1/people/{PERSON}"
REQUESTS = "/api/gateway/v1/rights-requests"
NOBODY = "/api/gateway/v1/people/ffffffff-0000-7000-8000-000000000001"
ASKED = {"kind": "erasure", "asked_by": "self", "words": "请删除我的电话"}


def test_a_person_is_told_who_looked_when_why_and_at_what(place: Place) -> None:
    with place.department("education", **{"X-Purpose": "school-enrolment"}) as school:
        shown = school.get("/api/registry/v1/persons?citizen_number=11010519491231002X").json()["items"][0]
    items = place.staff("village-worker").get(f"{PEOPLE}/accesses", params={"limit": 200}).json()["items"]
    school_looked = next(item for item in items if item["who_zh"] == "教育部门" and item["answered"])
    assert (school_looked["why_zh"], school_looked["why_en"]) == ("义务教育入学", "Enrolling a child in school")
    assert school_looked["fields"] == sorted(shown)
    assert school_looked["legal_basis"][0].startswith("义务教育法")
    assert school_looked["receipt"] is True
    assert "account" not in school_looked
    again = place.staff("village-worker").get(f"{PEOPLE}/accesses", params={"limit": 1}).json()
    assert (again["items"][0]["who_zh"], again["items"][0]["fields"]) == ("村(社区)工作人员", None)
    assert again["next"]


def test_only_those_who_serve_the_person_may_ask_for_them(place: Place) -> None:
    for role in ("auditor", "finance-officer"):
        for address in ("accesses", "copy", "rights-requests"):
            assert place.staff(role).get(f"{PEOPLE}/{address}").status_code == 403
    for address in ("accesses", "copy", "rights-requests"):
        assert place.staff("village-worker").get(f"{NOBODY}/{address}").status_code == 404
    assert place.staff("village-worker").post(f"{NOBODY}/rights-requests", json=ASKED).status_code == 404
    with place.department("education", **{"X-Purpose": "school-enrolment"}) as school:
        assert school.get(f"{PEOPLE}/copy").status_code == 403


def test_a_copy_holds_every_section_and_no_care_content(place: Place) -> None:
    answer = place.staff("village-worker").get(f"{PEOPLE}/copy")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    sections = {section["name"]: section for section in told["sections"]}
    assert list(sections) == [source.name for source in SOURCES]
    assert sections["register"]["held"]["name"] == "王小明"
    assert (sections["benefits"]["held"], sections["benefits"]["missing"]) == (None, "unavailable")
    assert "服务团队" in told["elsewhere_zh"]
    assert not [source for source in SOURCES if source.service == "followup"]


def test_a_request_has_a_deadline_and_a_reasoned_answer(place: Place) -> None:
    with place.staff("village-worker") as worker, place.staff("township-officer") as officer:
        taken = worker.post(f"{PEOPLE}/rights-requests", json=ASKED | {"document": "户口簿"})
        assert taken.status_code == 201, taken.text
        asked = taken.json()
        assert date.fromisoformat(asked["answer_by"]) > clock.today()
        assert "第四十七条" in asked["answer_by_source"]
        assert (asked["words"], asked["document"], asked["overdue"]) == (ASKED["words"], "户口簿", False)
        answer = f"{REQUESTS}/{asked['id']}/answer"
        etag = {"If-Match": taken.headers["etag"]}
        assert worker.post(answer, json={"outcome": "granted"}, headers=etag).status_code == 403
        assert officer.post(answer, json={"outcome": "refused"}, headers=etag).status_code == 422
        assert officer.post(answer, json={"outcome": "granted"}).status_code == 428
        assert officer.post(answer, json={"outcome": "granted"}, headers={"If-Match": '"9"'}).status_code == 412
        refused = {"outcome": "refused", "reason": "依法须保存"}
        done = officer.post(answer, json=refused, headers=etag)
        assert (done.status_code, done.json()["reason"], done.json()["outcome"]) == (200, "依法须保存", "refused")
        again = officer.post(answer, json=refused, headers={"If-Match": done.headers["etag"]})
        assert again.json()["type"].endswith("/rights-request-answered")
        listed = worker.get(f"{PEOPLE}/rights-requests", params={"limit": 500}).json()["items"]
        assert [item["outcome"] for item in listed if item["id"] == asked["id"]] == ["refused"]
    columns = "words_sealed, reason_sealed, document_sealed"
    kept = place.rows(f"SELECT {columns} FROM rights_requests WHERE id::text = $1", asked["id"])
    assert not any("电话" in bytes(value).decode(errors="ignore") for value in kept[0].values())


def test_what_is_late_is_listed(place: Place) -> None:
    long_ago = {"asked_on": (clock.today() - timedelta(days=90)).isoformat()}
    asked = place.staff("village-worker").post(f"{PEOPLE}/rights-requests", json=ASKED | long_ago).json()
    assert asked["overdue"] is True
    officer = place.staff("county-officer")
    pages, cursor = [], None
    while True:
        params = {"state": "overdue", "limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = officer.get(REQUESTS, params=params).json()
        pages += page["items"]
        cursor = page["next"]
        if not cursor:
            break
    assert asked["id"] in [item["id"] for item in pages]
    assert all(item["overdue"] for item in pages)
    answered = officer.get(REQUESTS, params={"state": "answered"}).json()["items"]
    assert asked["id"] not in [item["id"] for item in answered]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "birth-permit"},
        {"asked_by": "informer"},
        {"words": "  "},
        {"words": "x" * 2001},
        {"words": "a\x00b"},
        {"asked_on": (clock.today() + timedelta(days=2)).isoformat()},
        {"asked_on": "2020-01-01"},
        {"more": 1},
    ],
)
def test_what_cannot_be_taken_down(place: Place, changes: dict[str, Any]) -> None:
    answer = place.staff("village-worker").post(f"{PEOPLE}/rights-requests", json=ASKED | changes)
    assert answer.status_code == 422, answer.text


def test_an_unknown_request_is_answered_like_one_of_another_area(place: Place) -> None:
    officer = place.staff("county-admin")
    missing = officer.post(f"{REQUESTS}/{PERSON}/answer", json={"outcome": "granted"}, headers={"If-Match": '"1"'})
    assert missing.json()["type"].endswith("/unknown-rights-request")


def test_every_kind_has_a_deadline() -> None:
    assert set(_deadlines()) == {"explanation", "copy", "correction", "withdrawal", "erasure"}


def test_an_erased_entry_still_tells_what_it_can() -> None:
    entry = LoggedAccess.model_validate(
        dict.fromkeys(LoggedAccess.model_fields)
        | {"id": PERSON, "at": clock.now(), "account": "", "kind": "department", "method": "GET", "service": "registry"}
        | {"route": "/x", "status": 403, "request_id": PERSON, "purpose": "gone"}
    )
    told = tell_access(entry, load_policies(HERE / "policies"))
    assert (told.who_zh, told.why_zh, told.legal_basis, told.answered) == ("不详", "不详", [], False)
