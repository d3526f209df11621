"""Every department × purpose × resource × field: what the files name is shown, what they do not name is absent.

The files are read here as plain YAML, so that the gateway's own reading of them is under test too; projection is the
services' own (``chassis.access``), and the gateway's second look is asked about the same rows.
"""

from datetime import date
from itertools import product
from typing import Any, get_args

import pytest
import yaml

from chassis.access import Access, access_of, disclose
from chassis.auth import Caller, Department
from chassis.problems import NotAllowed, NotFound
from gateway.disclosure.check_answer import outside
from gateway.disclosure.decide import Asked, decide
from gateway.disclosure.errors import DisclosureRefused
from gateway.disclosure.policies import load_policies
from gateway.settings import HERE
from gateway.wiring import OWN_API
from services.incentives.main import SERVICE as INCENTIVES
from services.registry.wiring import SERVICE as REGISTRY
from tests.gateway.conftest import COUNTY

FOLDER = HERE / "policies"
POLICIES = load_policies(FOLDER)
TODAY = date(2026, 12, 1)
CASE = "2026-001"
INNER = "kept_inside"
"""A member that no file names, as a service may have it in its rows."""


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _written() -> list[dict[str, Any]]:
    """Every policy of the files with its department, whatever its dates."""
    files = [_read(path.stem) for path in sorted(FOLDER.glob("*.yaml")) if path.stem not in ("purposes", "resources")]
    return [policy | {"department": each["department"]} for each in files for policy in each["policies"]]


RESOURCES: dict[str, dict[str, Any]] = _read("resources")
PURPOSES = [purpose["code"] for purpose in _read("purposes")]
WRITTEN = [each for each in _written() if each["effective_from"] <= TODAY < each.get("effective_to", date.max)]
CELLS = list(product(get_args(Department), PURPOSES, RESOURCES))
LOOKUPS = {text: policy["resource"] for policy in WRITTEN for text in policy["lookups"]}

# What is agreed beside the person of the register, written down a second time on purpose: each shows all its fields.
EVERY = {"public-security", "civil-affairs", "education", "health", "human-resources"}
MEETING = [
    *("reconciliation-session", "record-kind", "submission", "submission-verdict", "discrepancy"),
    *("acknowledgement", "minutes", "participant-key"),
]
WHOLE = {
    ("correction-notice", "correction-notice"): EVERY,
    ("low-income-check", "benefit-income"): {"civil-affairs"},
}
WHOLE |= {("register-reconciliation", resource): EVERY for resource in MEETING}


def asked(text: str, purpose: str | None) -> Asked:
    """A call that fits a look-up as the files write it."""
    method, _, address = text.partition(" ")
    path, _, query = address.partition("?")
    service = path.split("/")[2]
    return Asked(service, method, path, frozenset(filter(None, query.split("&"))), purpose, CASE)


def caller(department: str) -> Caller:
    return Caller(subject="client", kind="department", department=department, division=COUNTY)  # type: ignore[arg-type]


def written_for(department: str, purpose: str, resource: str) -> list[dict[str, Any]]:
    cell = (department, purpose, resource)
    return [each for each in WRITTEN if (each["department"], each["purpose"], each["resource"]) == cell]


def row_of(policy: dict[str, Any]) -> dict[str, Any]:
    """A row with every field that its resource has, one that no file names, and what the row conditions ask for."""
    row: dict[str, Any] = {name: f"<{name}>" for name in RESOURCES[policy["resource"]]["fields"]} | {INNER: "x"}
    for condition in policy.get("rows", []):
        row[condition["field"]] = _fulfilling(condition)
    return row


def _fulfilling(condition: dict[str, Any]) -> Any:
    if "one_of" in condition:
        return condition["one_of"][0]
    if condition.get("in_own_division"):
        return COUNTY
    years = condition["younger_than"] - 1 if "younger_than" in condition else condition["aged_at_least"]
    return TODAY.replace(year=TODAY.year - years).isoformat()


def _declared(resource: str) -> Access:
    return Access(staff=(), resource=resource)


@pytest.mark.parametrize(("department", "purpose", "resource"), CELLS)
def test_what_is_written_is_shown_and_nothing_else_is(department: str, purpose: str, resource: str) -> None:
    policies = written_for(department, purpose, resource)
    assert len(policies) <= 1, "one policy in force decides"
    for policy in policies:
        for text in policy["lookups"]:
            decided = decide(caller(department), asked(text, purpose), POLICIES, TODAY).caller
            assert decided.fields == {resource: policy["fields"]}
            _check_projection(decided, policy)
    for text in (text for text, about in LOOKUPS.items() if about == resource):
        if not any(text in policy["lookups"] for policy in policies):
            with pytest.raises(DisclosureRefused):
                decide(caller(department), asked(text, purpose), POLICIES, TODAY)


def _check_projection(decided: Caller, policy: dict[str, Any]) -> None:
    row, resource = row_of(policy), policy["resource"]
    (shown,) = disclose({"items": [row], "next": None}, decided, _declared(resource), TODAY).body["items"]
    for field in (*RESOURCES[resource]["fields"], INNER):
        assert (field in shown) == (field in policy["fields"]), field
    assert shown == disclose(row, decided, _declared(resource), TODAY).body
    # The gateway's second look lets that pass, and names all that a service would have shown beyond it.
    assert outside([shown], decided, TODAY) == []
    assert outside([row], decided, TODAY) == sorted(row.keys() - set(policy["fields"]))
    for other in RESOURCES.keys() - {resource}:
        with pytest.raises(NotAllowed):
            _declared(other).check(decided)


@pytest.mark.parametrize("policy", [each for each in WRITTEN if each.get("rows")], ids=lambda policy: policy["id"])
def test_a_row_outside_a_condition_is_not_there(policy: dict[str, Any]) -> None:
    decided = decide(
        caller(policy["department"]), asked(policy["lookups"][0], policy["purpose"]), POLICIES, TODAY
    ).caller
    declared = _declared(policy["resource"])
    for condition in policy["rows"]:
        for wrong in ({condition["field"]: "another"}, {condition["field"]: None}):
            row = row_of(policy) | wrong
            assert disclose({"items": [row], "next": None}, decided, declared, TODAY).body["items"] == []
            with pytest.raises(NotFound):
                disclose(row, decided, declared, TODAY)


def test_the_files_say_what_is_agreed() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for policy in (each for each in WRITTEN if each["resource"] != "person"):
        found.setdefault((policy["purpose"], policy["resource"]), set()).add(policy["department"])
        assert sorted(policy["fields"]) == sorted(RESOURCES[policy["resource"]]["fields"]), policy["id"]
    assert found == WHOLE
    assert set(RESOURCES) == {"person"} | {resource for _, resource in WHOLE}


@pytest.mark.parametrize("policy", WRITTEN, ids=lambda policy: f"{policy['department']}/{policy['id']}")
def test_nothing_is_shown_that_never_may_be(policy: dict[str, Any]) -> None:
    resource = RESOURCES[policy["resource"]]
    assert set(policy["fields"]) <= set(resource["fields"])
    assert not set(policy["fields"]) & set(resource.get("never", {}).get(policy["department"], []))


@pytest.mark.parametrize(
    ("department", "purpose"), list(product(get_args(Department), [None, "", "curiosity", *PURPOSES]))
)
def test_an_undeclared_purpose_is_refused_whatever_is_asked(department: str, purpose: str | None) -> None:
    theirs = {text for each in WRITTEN if (each["department"], each["purpose"]) == (department, purpose)
              for text in each["lookups"]}  # fmt: skip
    for text in LOOKUPS.keys() - theirs:
        with pytest.raises(DisclosureRefused):
            decide(caller(department), asked(text, purpose), POLICIES, TODAY)


SERVICES = {each.name: each for each in (OWN_API, REGISTRY, INCENTIVES)}


@pytest.mark.parametrize("text", LOOKUPS)
def test_each_look_up_leads_to_a_route_that_shows_that_resource(text: str) -> None:
    wanted = asked(text, None)
    path = wanted.path.removeprefix(f"/api/{wanted.service}/v1")
    routes: list[Any] = [route for router in SERVICES[wanted.service].routers for route in router.routes]
    found = [route for route in routes if route.path == path and wanted.method in route.methods]
    assert [access_of(route.endpoint).resource for route in found] == [LOOKUPS[text]]
