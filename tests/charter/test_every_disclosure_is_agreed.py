"""C6, C7: no department sees what no policy names; each policy has its purpose, basis, period, limit and case."""

from datetime import date
from itertools import product
from typing import get_args

import pytest

from chassis.access import Access, access_of, disclose
from chassis.auth import Caller, Department
from chassis.problems import NotAllowed, NotFound
from chassis.row_conditions import RowCondition
from gateway.corrections.routes import router as corrections
from gateway.disclosure.lint import load_resources
from gateway.disclosure.policies import load_policies
from gateway.settings import HERE
from services.registry.persons.routes import router as persons

POLICIES = load_policies(HERE / "policies")
RESOURCES = load_resources(HERE / "policies")


@pytest.mark.parametrize("policy", POLICIES.all, ids=lambda policy: policy.name)
def test_every_policy_says_why_how_long_and_how_often(policy: object) -> None:
    assert policy.legal_basis and policy.fields and policy.purpose in POLICIES.codes  # type: ignore[attr-defined]
    assert policy.quota.per_day > 0  # type: ignore[attr-defined]
    assert 0 <= policy.retention.days <= 1095  # type: ignore[attr-defined]


def test_public_security_asks_for_one_person_in_one_case() -> None:
    theirs = [policy for policy in POLICIES.all if policy.department == "public-security"]
    meeting = "register-reconciliation"
    assert {policy.purpose for policy in theirs} == {"household-registration", "correction-notice", meeting}
    assert all(policy.case_reference for policy in theirs)
    (registration,) = (policy for policy in theirs if policy.purpose == "household-registration")
    assert {"phone", "marital_status", "ethnic_group", "household_id"}.isdisjoint(registration.fields)
    asked = {name for lookup in registration.lookups for name in lookup.partition("?")[2].split("&") if name}
    assert asked == {"citizen_number"}


def test_no_policy_can_name_care_content() -> None:
    assert all("followup" not in resource.services for resource in RESOURCES.values())
    assert not [each for policy in POLICIES.all for each in policy.lookups if "/api/followup/" in each]


@pytest.mark.parametrize("department", get_args(Department))
def test_a_route_that_tells_of_people_shows_a_department_nothing_without_a_decision(department: Department) -> None:
    caller = Caller(subject="x", kind="department", department=department)
    for route in (*persons.routes, *corrections.routes):
        declared = access_of(route.endpoint)  # type: ignore[attr-defined]
        with pytest.raises(NotAllowed):
            declared.check(caller)


def test_a_route_that_tells_of_people_says_whom_it_tells_about() -> None:
    shown = [access_of(route.endpoint) for route in (*persons.routes, *corrections.routes)]  # type: ignore[attr-defined]
    assert all(declared.about for declared in shown if declared.resource)


def test_the_service_itself_leaves_out_rows_and_fields() -> None:
    declared = Access((), "person", "id")
    young = {"person": [RowCondition(field="age_class", one_of=["child"])]}
    caller = Caller(subject="x", kind="department", fields={"person": ["name"]}, rows=young)
    rows = [{"id": n, "name": "x", "phone": "1", "age_class": each} for n, each in enumerate(("child", "grown"))]
    shown = disclose({"items": rows, "next": None}, caller, declared, date(2026, 11, 22))
    assert (shown.body, shown.subjects) == ({"items": [{"name": "x"}], "next": None}, ["0"])
    with pytest.raises(NotFound):
        disclose(rows[1], caller, declared, date(2026, 11, 22))


def test_no_department_may_have_a_second_policy_by_another_name() -> None:
    today = date(2026, 11, 22)
    for department, purpose in product(get_args(Department), POLICIES.codes):
        resources = [rule.policy.resource for rule in POLICIES.in_force(department, purpose, today)]
        assert len(resources) == len(set(resources))
