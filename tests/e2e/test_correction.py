"""C9 over the real bus: what a person has corrected reaches the department that was shown it, and it says so."""

from typing import Any

import httpx
import pytest

from chassis.identifiers import check_character
from tests.e2e.conftest import County, eventually

pytestmark = pytest.mark.slow

NOTICES = "/api/gateway/v1/corrections"
FIRST = "34159920190604907"
CASE = {"X-Case-Reference": "E2E-2026-1"}


def _taken(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def _match(thing: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{thing["revision"]}"'}


def _correct(county: County, person_id: str) -> None:
    """Asked for at the village's desk, decided and applied by the township."""
    claims = [{"field": "name", "should_be": "测试更名", "what_is_wrong": "与户口簿不符"}]
    paper = {"kind": "户口簿", "number": "HK20260907"}
    asked = {"asked_by": "guardian", "document": paper, "claims": claims}
    base = "/api/registry/v1"
    with county.staff("village-worker") as worker, county.staff("township-officer") as officer:
        request = _taken(worker.post(f"{base}/persons/{person_id}/corrections", json=asked), 201)
        path = f"{base}/corrections/{request['id']}"
        verdict = {"verdicts": [{"field": "name", "accepted": True}]}
        decided = _taken(officer.post(f"{path}/decision", json=verdict, headers=_match(request)))
        _taken(officer.post(f"{path}/application", headers=_match(decided)))


def test_a_correction_reaches_a_past_recipient_who_acknowledges_it(running_county: County) -> None:
    village, number = running_county.division_of("village-worker"), FIRST + check_character(FIRST)
    child = {"name": "测试错名", "sex": 1, "birth_date": "2019-06-04", "citizen_number": number}
    with running_county.staff("village-worker") as worker:
        home = {"registered_division": village, "residence_division": village}
        person = _taken(worker.post("/api/registry/v1/persons", json=child | home), 201)
    with running_county.department("education", "school-enrolment", **CASE) as school:
        shown = _taken(school.get("/api/registry/v1/persons", params={"citizen_number": number}))
        assert [each["name"] for each in shown["items"]] == ["测试错名"]
    _correct(running_county, person["id"])
    with running_county.department("education", "correction-notice", **CASE) as school:

        def told() -> list[Any]:
            open_ones = _taken(school.get(NOTICES, params={"state": "open"}))["items"]
            return [each for each in open_ones if each["person_id"] == person["id"]]

        (notice,) = eventually(told)
        assert notice["fields"] == ["name"]
        _taken(school.post(f"{NOTICES}/{notice['id']}/acknowledgement"))
        assert told() == []
    with running_county.staff("auditor") as auditor:
        kept = _taken(auditor.get(NOTICES, params={"state": "acknowledged"}))["items"]
        assert [each["department"] for each in kept if each["person_id"] == person["id"]] == ["education"]
    with running_county.department("health", "correction-notice", **CASE) as health:
        assert all(
            each["person_id"] != person["id"] for each in _taken(health.get(NOTICES, params={"state": "open"}))["items"]
        )
