"""The gateway looks at an answer once more: what lies outside the decision never leaves, and is an incident."""

import uuid
from datetime import date
from typing import Any

import pytest

from chassis.auth import Caller
from chassis.row_conditions import RowCondition
from gateway.disclosure.check_answer import objects_of, outside
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON

PERSONS = "/api/registry/v1/persons"
SCHOOL = {"X-Purpose": "school-enrolment"}
CALLER = Caller(
    subject="x",
    kind="department",
    fields={"person": ["name", "birth_date"]},
    rows={"person": [RowCondition(field="birth_date", younger_than=18), RowCondition(field="living", one_of=[True])]},
)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"name": "x"}, []),
        ({"name": "x", "birth_date": "2019-01-01"}, []),
        ({"name": "x", "birth_date": "1980-01-01"}, ["row:birth_date"]),
        ({"name": "x", "phone": "1", "citizen_number": "2"}, ["citizen_number", "phone"]),
        ({}, []),
    ],
)
def test_what_lies_outside_is_named(row: dict[str, Any], found: list[str]) -> None:
    assert outside([{"name": "y"}, row], CALLER, TODAY) == found


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"1", b"null", b"{", b'{"items": 1, "next": null}', b'{"items": [1], "next": 0}']
)
def test_only_objects_and_pages_of_them_are_answers(body: bytes) -> None:
    assert objects_of(body) is None


def test_a_page_with_something_beside_it_is_one_object() -> None:
    assert objects_of(b'{"items": [], "next": null, "total": 5}') == [{"items": [], "next": None, "total": 5}]


@pytest.mark.parametrize("fault", ["too-many-fields", "wrong-row", "a-list", "beside"])
def test_a_service_out_of_order_is_an_incident_and_no_disclosure(place: Place, fault: str) -> None:
    with place.department("education", **SCHOOL) as school:
        answer = school.get(f"{PERSONS}/{fault}")
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/disclosure-withheld")
    assert "王小明" not in answer.text and "190****1234" not in answer.text
    request_id = answer.headers["x-request-id"]
    with place.staff("auditor") as auditor:
        incident = auditor.get("/api/gateway/v1/incidents").json()["items"][0]
    assert (incident["kind"], incident["request_id"]) == ("over-disclosure", request_id)
    assert incident["policy"] == "education.school-enrolment@1"
    # It is no disclosure, so nobody is told that the department saw them.
    logged = place.rows(
        "SELECT status, (SELECT count(*) FROM access_log_subjects s WHERE s.entry_id = l.id) AS subjects"
        " FROM access_log l WHERE request_id = $1",
        uuid.UUID(request_id),
    )
    assert logged == [{"status": 403, "subjects": 0}]


def test_a_refusal_tells_no_more_than_a_refusal(place: Place) -> None:
    with place.department("education", **SCHOOL) as school:
        answer = school.get(f"{PERSONS}/chatty-refusal")
    assert (answer.status_code, answer.json()) == (409, {"type": "x", "title": "t", "status": 409})


def test_a_good_answer_says_how_long_it_may_be_kept(place: Place) -> None:
    with place.department("education", **SCHOOL) as school:
        answer = school.get(f"{PERSONS}/{PERSON}")
    assert answer.json()["items"][0]["name"] == "王小明"
    assert date.fromisoformat(answer.headers["x-retain-until"]) > TODAY


def test_incidents_are_for_those_who_answer_for_them(place: Place) -> None:
    for role in ("county-officer", "village-worker", "finance-officer"):
        assert place.staff(role).get("/api/gateway/v1/incidents").status_code == 403
    assert place.department("education", **SCHOOL).get("/api/gateway/v1/incidents").status_code == 403
