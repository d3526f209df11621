"""Every department × purpose × field: what the policies give, and that they give nothing else."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml

from chassis.auth import Caller, Department
from chassis.problems import BadPayload, Problem
from gateway.disclosure.__main__ import main
from gateway.disclosure.decide import Asked, decide
from gateway.disclosure.errors import (
    CaseReferenceRequired,
    HealthContentStays,
    NotInPolicy,
    PurposeNotAgreed,
    PurposeRequired,
    UnknownPurpose,
)
from gateway.disclosure.lint import lint, load_resources
from gateway.disclosure.policies import load_policies
from gateway.settings import HERE
from services.registry.persons.schemas import PersonOut
from tests.gateway.conftest import COUNTY, Place
from tests.support.languages import said_in_both

FOLDER = HERE / "policies"
POLICIES = load_policies(FOLDER)
TODAY = date(2026, 11, 22)
PERSON = "/api/registry/v1/persons/0198c5a0-0000-7000-8000-000000000001"
BY_NUMBER = ("/api/registry/v1/persons", frozenset({"citizen_number"}))

# What is agreed, written down a second time on purpose: whoever changes a policy changes this table too.
GIVEN: dict[tuple[str, str], tuple[bool, set[str]]] = {
    ("public-security", "household-registration"): (
        True,
        {"name", "sex", "birth_date", "registered_division", "residence_division", "living"},
    ),
    ("civil-affairs", "low-income-check"): (
        True,
        {"id", "name", "birth_date", "marital_status", "registered_division", "residence_division"}
        | {"household_id", "relation_to_head", "living"},
    ),
    ("civil-affairs", "marriage-registration"): (
        False,
        {"name", "sex", "birth_date", "marital_status", "registered_division", "living"},
    ),
    ("education", "school-enrolment"): (
        False,
        {"id", "name", "sex", "birth_date", "registered_division", "residence_division", "residence_address"}
        | {"living"},
    ),
    ("health", "newborn-care"): (
        False,
        {"id", "name", "sex", "birth_date", "residence_division", "residence_address", "household_id"}
        | {"relation_to_head", "living"},
    ),
    ("human-resources", "pension-eligibility"): (False, {"living", "died_on"}),
}
FIELDS = load_resources(FOLDER)["person"].fields
# Purposes that show no person of the register: notices of corrections, and the monthly meeting.
OTHERS = ("correction-notice", "register-reconciliation")
TABLE = [(d, p, f) for d in get_args(Department) for p in POLICIES.codes if p not in OTHERS for f in FIELDS]


def caller(department: str) -> Caller:
    return Caller(subject="client", kind="department", department=department, division=COUNTY)  # type: ignore[arg-type]


def asked(purpose: str | None, case: str | None = "2026-001", **changes: Any) -> Asked:
    path, query = BY_NUMBER
    asking = Asked("registry", "GET", path, query, purpose, case)
    return msgspec.structs.replace(asking, **changes)


@pytest.mark.parametrize(("department", "purpose", "field"), TABLE)
def test_a_department_sees_exactly_what_is_agreed(department: str, purpose: str, field: str) -> None:
    agreed = GIVEN.get((department, purpose))
    if agreed is None:
        with pytest.raises(PurposeNotAgreed):
            decide(caller(department), asked(purpose), POLICIES, TODAY)
        return
    decided = decide(caller(department), asked(purpose), POLICIES, TODAY).caller
    assert (field in decided.fields["person"]) == (field in agreed[1])
    assert decided.fields.keys() == {"person"}
    assert decided.policy == f"{department}.{purpose}@1"
    assert decided.purpose == purpose


@pytest.mark.parametrize("which", GIVEN)
def test_a_case_reference_is_asked_for_where_the_policy_asks(which: tuple[str, str]) -> None:
    department, purpose = which
    if GIVEN[which][0]:
        with pytest.raises(CaseReferenceRequired) as refused:
            decide(caller(department), asked(purpose, case=None), POLICIES, TODAY)
        assert refused.value.facts["header"] == "X-Case-Reference"
    else:
        assert decide(caller(department), asked(purpose, case=None), POLICIES, TODAY).caller.case_reference is None


def test_a_call_without_a_purpose_is_told_the_closed_list() -> None:
    for purpose in (None, ""):
        with pytest.raises(PurposeRequired) as refused:
            decide(caller("education"), asked(purpose), POLICIES, TODAY)
        assert refused.value.facts == {"header": "X-Purpose", "purposes": POLICIES.codes}
    with pytest.raises(UnknownPurpose):
        decide(caller("education"), asked("curiosity"), POLICIES, TODAY)


@pytest.mark.parametrize("department", get_args(Department))
@pytest.mark.parametrize("purpose", [None, "newborn-care", "curiosity"])
def test_no_department_reaches_care_content_whatever_its_purpose(department: str, purpose: str | None) -> None:
    with pytest.raises(HealthContentStays) as refused:
        decide(caller(department), asked(purpose, service="followup"), POLICIES, TODAY)
    assert refused.value.facts == {"rule": "C5"}


@pytest.mark.parametrize(
    "changes",
    [
        {"query": frozenset()},
        {"query": frozenset({"sex"})},
        {"query": frozenset({"citizen_number", "sex"})},
        {"query": frozenset({"name", "division"})},
        {"query": frozenset({"limit", "cursor"})},
        {"method": "POST"},
        {"method": "DELETE"},
        {"path": "/api/registry/v1/imports"},
        {"path": "/api/registry/v1/households"},
        {"path": PERSON + "/history", "query": frozenset()},
        {"path": "/api/registry/v1/persons/", "query": frozenset()},
        {"path": PERSON},
        {"service": "gateway", "path": "/api/gateway/v1/access-log", "query": frozenset({"subject"})},
    ],
)
def test_what_a_policy_does_not_list_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotInPolicy) as refused:
        decide(caller("public-security"), asked("household-registration", **changes), POLICIES, TODAY)
    assert refused.value.facts["policy"] == "public-security.household-registration@1"


def test_a_person_can_be_asked_for_by_id_where_it_is_listed() -> None:
    asking = asked("household-registration", path=PERSON, query=frozenset())
    decision = decide(caller("public-security"), asking, POLICIES, TODAY)
    assert decision.lookup is not None
    assert decision.lookup.path == "/api/registry/v1/persons/{person_id}"
    with pytest.raises(NotInPolicy):
        decide(
            caller("human-resources"), msgspec.structs.replace(asking, purpose="pension-eligibility"), POLICIES, TODAY
        )


def test_a_policy_holds_from_its_first_day_to_the_day_before_its_last() -> None:
    with pytest.raises(PurposeNotAgreed):
        decide(caller("education"), asked("school-enrolment"), POLICIES, date(2021, 10, 31))
    assert decide(caller("education"), asked("school-enrolment"), POLICIES, date(2021, 11, 1)).caller.fields


@pytest.mark.parametrize("reference", ["2026", "皖公(示)户核字〔2026〕12号", "%E7%9A%96%E5%85%AC2026", "A" * 80])
def test_case_references_may_be_chinese(reference: str) -> None:
    decided = decide(caller("public-security"), asked("household-registration", reference), POLICIES, TODAY).caller
    assert decided.case_reference is not None
    assert "%" not in decided.case_reference


@pytest.mark.parametrize(
    "reference", ["1", "   x  ", "A" * 81, "2026%00", "2026%0d%0aX: y", "%ff%ff%ff%ff", "2026%E2%80%AE21"]
)
def test_a_malformed_case_reference_is_named(reference: str) -> None:
    with pytest.raises(BadPayload) as refused:
        decide(caller("public-security"), asked("household-registration", reference), POLICIES, TODAY)
    assert refused.value.faults[0].pointer == "header/X-Case-Reference"
    assert said_in_both(refused.value.faults[0].message)


def test_staff_need_no_purpose() -> None:
    staff = Caller(subject="x", kind="staff", role="village-worker", division=COUNTY)
    assert decide(staff, asked(None, service="followup"), POLICIES, TODAY).caller == staff


def test_a_number_may_travel_in_a_body() -> None:
    asking = asked("pension-eligibility", method="POST", path="/api/registry/v1/persons/search", query=frozenset())
    assert decide(caller("human-resources"), asking, POLICIES, TODAY).caller.fields == {"person": ["living", "died_on"]}


def test_what_can_be_disclosed_is_what_the_registry_answers_with() -> None:
    assert set(FIELDS) <= PersonOut.model_fields.keys()
    # Identifiers are masked in this answer; whole ones are another route, which no policy lists.
    assert "citizen_number" in FIELDS


def test_the_policies_shipped_are_in_order() -> None:
    assert lint(FOLDER) == []
    assert main(["lint"]) == 0
    assert main([]) == 2


def _policy(content: dict[str, Any]) -> dict[str, Any]:
    return content["policies"][0]


FAULTS: dict[str, tuple[Any, str]] = {
    "unknown member": (lambda c: _policy(c).update(phone=True), "phone"),
    "no legal basis": (lambda c: _policy(c).update(legal_basis=[]), "legal_basis"),
    "unknown field": (lambda c: _policy(c)["fields"].append("visit_notes"), "no field 'visit_notes'"),
    "phone for public security": (lambda c: _policy(c)["fields"].append("phone"), "never sees 'phone'"),
    "no case reference": (lambda c: _policy(c).update(case_reference=False), "C7"),
    "unknown purpose": (lambda c: _policy(c).update(purpose="curiosity"), "closed list"),
    "unknown resource": (lambda c: _policy(c).update(resource="visit"), "unknown resource"),
    "writes": (lambda c: _policy(c)["lookups"].append("POST /api/registry/v1/persons/{id}"), "lookups[3]"),
    "lists everything": (lambda c: _policy(c)["lookups"].append("GET /api/registry/v1/persons"), "list everything"),
    "care content": (lambda c: _policy(c)["lookups"].append("GET /api/followup/v1/visits/{id}"), "C5"),
    "other service": (lambda c: _policy(c)["lookups"].append("GET /api/migrants/v1/x/{id}"), "does not answer"),
    "ends first": (lambda c: _policy(c).update(effective_to=date(2020, 1, 1)), "ends before"),
    "there twice": (lambda c: c["policies"].append(dict(_policy(c))), "is there twice"),
    "overlaps": (lambda c: c["policies"].append(_policy(c) | {"version": 2}), "both in force"),
    "condition on anything": (
        lambda c: _policy(c).update(rows=[{"field": "sex", "one_of": [2]}]),
        "no row condition may ask about 'sex'",
    ),
    "condition on nothing": (lambda c: _policy(c).update(rows=[{"field": "living"}]), "rows[0]"),
    "no quota": (lambda c: _policy(c).pop("quota"), "quota"),
    "no retention": (lambda c: _policy(c).pop("retention"), "retention"),
    "older version later": (
        lambda c: c["policies"].append(
            _policy(c) | {"version": 2, "effective_from": date(2020, 1, 1), "effective_to": date(2020, 2, 1)}
        ),
        "a later version begins on a later day",
    ),
    "foreign id": (lambda c: _policy(c).update(id="education.household-registration"), "begin with"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_the_linter_finds(what: str, tmp_path: Path) -> None:
    change, expected = FAULTS[what]
    folder = shutil.copytree(FOLDER, tmp_path / "policies")
    content = yaml.safe_load((folder / "public-security.yaml").read_text())
    change(content)
    (folder / "public-security.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
    faults = lint(folder)
    assert any(expected in fault for fault in faults), faults
    assert main(["lint", str(folder)]) == 1


@pytest.mark.parametrize("text", ["", "- a", "a: [", "\x00"])
def test_the_linter_says_what_cannot_be_read(text: str, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "policies")
    (folder / "health.yaml").write_text(text)
    assert [fault for fault in lint(folder) if fault.startswith("health.yaml")]


def test_the_decision_travels_to_the_service(place: Place) -> None:
    client = place.department(
        "public-security", **{"X-Purpose": "household-registration", "X-Case-Reference": "%E7%9A%96%E5%85%AC-1"}
    )
    assert client.get("/api/registry/v1/persons?citizen_number=11010519491231002X&limit=5").status_code == 200
    caller = place.seen()["caller"]
    assert caller["case_reference"] == "皖公-1"
    agreed = next(p for p in POLICIES.all if p.id == "public-security.household-registration")
    assert caller["fields"] == {"person": list(agreed.fields)}
    assert (caller["department"], caller["division"]) == ("public-security", COUNTY)
    assert caller["policy"] == "public-security.household-registration@1"


REFUSED = [
    ("education", {}, "/api/registry/v1/persons?citizen_number=1", "purpose-required"),
    ("education", {"X-Purpose": "x"}, "/api/registry/v1/persons?citizen_number=1", "unknown-purpose"),
    ("education", {"X-Purpose": "newborn-care"}, "/api/registry/v1/persons?citizen_number=1", "purpose-not-agreed"),
    ("education", {"X-Purpose": "school-enrolment"}, "/api/registry/v1/persons", "not-in-policy"),
    ("health", {"X-Purpose": "newborn-care"}, "/api/followup/v1/visits", "charter"),
    (
        "public-security",
        {"X-Purpose": "household-registration"},
        "/api/registry/v1/persons?citizen_number=1",
        "case-reference-required",
    ),
]


@pytest.mark.parametrize(("department", "headers", "address", "slug"), REFUSED)
def test_a_refusal_says_what_is_needed_and_is_logged(
    place: Place, department: str, headers: dict[str, str], address: str, slug: str
) -> None:
    calls = place.seen()["calls"]
    answer = place.department(department, **headers).get(address)
    assert answer.status_code == 403
    assert answer.json()["type"] == f"https://huijia.cn/problems/{slug}"
    assert place.seen()["calls"] == calls
    logged = place.rows("SELECT * FROM access_log WHERE request_id = $1::uuid", answer.headers["x-request-id"])
    assert [(row["status"], row["department"]) for row in logged] == [(403, department)]
    assert "citizen_number" not in str(logged)


def test_problems_are_subclasses_that_a_caller_can_act_on() -> None:
    for kind in (PurposeRequired, UnknownPurpose, PurposeNotAgreed, CaseReferenceRequired, NotInPolicy):
        assert issubclass(kind, Problem)
        assert kind.status == 403
        assert (HERE.parent / "docs" / "problems" / f"{kind.slug}.md").exists()
