"""The sandbox: synthetic people alone, through the policies that hold for real ones, and nothing real in reach."""

import secrets
from pathlib import Path
from typing import Any, get_args

import pytest

from chassis.auth import Caller, Department, TokenVerifier, sign
from chassis.identifiers import check_character, parse_citizen_number
from chassis.keys import create_keys, load_private_key
from chassis.problems import NotSignedIn
from gateway.disclosure.policies import load_policies
from gateway.sandbox.answers import ANSWERS
from gateway.sandbox.people import people_of
from gateway.settings import HERE
from tests.partners.conftest import NUMBER, REGISTER, House

CLIENTS = "/api/gateway/v1/sandbox-clients"
POLICIES = load_policies(HERE / "policies")
NEIGHBOUR = "34159919920312004" + check_character("34159919920312004")
"""The number of somebody real."""


@pytest.fixture(scope="module")
def sandboxes(house: House) -> dict[str, str]:
    """Department → the id of its sandbox client, which can sign in."""
    made = {}
    for department in get_args(Department):
        client, secret = f"sandbox-{department}", secrets.token_urlsafe(32)
        body = {"client_id": client, "department": department, "secret": secret}
        house.call("county-admin", "POST", CLIENTS, 201, json=body)
        house.credentials["departments"].append({"client_id": client, "client_secret": secret})
        made[department] = client
    return made


def _look(house: House, who: str, number: str, purpose: str, expect: int = 200) -> Any:
    headers = {"X-Purpose": purpose, "X-Case-Reference": "CASE-2026-1"}
    body = {"citizen_number": number}
    return house.call(who, "POST", f"{REGISTER}/persons/search", expect, json=body, headers=headers)


# Pure: who they are.


def test_synthetic_people_are_the_same_each_time_and_nobodys() -> None:
    numbers = [person["citizen_number"] for name in get_args(Department) for person in people_of(name)]
    assert len(numbers) == len(set(numbers)) == 24 * 5
    assert all(parse_citizen_number(number).text.startswith("341599") for number in numbers)
    ids = {person["id"] for name in get_args(Department) for person in people_of(name)}
    assert {each[14] for each in ids} == {"5"}
    assert people_of("health")[0]["citizen_number"] == "341599194801081442"


def test_the_sandbox_answers_look_ups_that_policies_know() -> None:
    known = {tuple(text.partition("?")[0].split(" ")) for policy in POLICIES.all for text in policy.lookups}
    assert ANSWERS.keys() <= known


def test_no_service_takes_a_sandbox_callers_token(tmp_path: Path) -> None:
    create_keys(tmp_path)
    caller = Caller(subject="sandbox-x", kind="department", department="health", sandbox=True)
    token = sign(caller, "registry", *load_private_key(tmp_path))
    with pytest.raises(NotSignedIn):
        TokenVerifier.load(tmp_path, "registry").verify(f"Bearer {token}")


# Through the running gateway.

CASES = [
    (policy.department or "", policy.purpose, policy.fields)
    for policy in POLICIES.all
    if policy.resource == "person" and any("persons/search" in text for text in policy.lookups)
]


@pytest.mark.parametrize(("department", "purpose", "fields"), CASES)
def test_each_department_sees_its_policys_fields_of_synthetic_people(
    house: House, sandboxes: dict[str, str], department: str, purpose: str, fields: list[str]
) -> None:
    shown = 0
    for person in people_of(department)[::5]:
        for item in _look(house, sandboxes[department], person["citizen_number"], purpose)["items"]:
            assert item.keys() == set(fields)
            assert all(item[name] == person[name] for name in fields)
            shown += 1
    assert shown >= 1


def test_row_conditions_hold_as_for_real_people(house: House, sandboxes: dict[str, str]) -> None:
    grown_up, child = people_of("education")[0], people_of("education")[3]
    assert _look(house, sandboxes["education"], grown_up["citizen_number"], "school-enrolment")["items"] == []
    assert len(_look(house, sandboxes["education"], child["citizen_number"], "school-enrolment")["items"]) == 1
    headers = {"X-Purpose": "school-enrolment"}
    path = f"{REGISTER}/persons/{grown_up['id']}"
    house.call(sandboxes["education"], "GET", path, 404, headers=headers)


def test_nobody_real_is_ever_seen(house: House, sandboxes: dict[str, str]) -> None:
    real = house.person(name="王桂英", citizen_number=NEIGHBOUR)
    for department, purpose, _ in CASES:
        assert _look(house, sandboxes[department], NEIGHBOUR, purpose)["items"] == []
    headers = {"X-Purpose": "newborn-care"}
    house.call(sandboxes["health"], "GET", f"{REGISTER}/persons/{real['id']}", 404, headers=headers)
    house.call(sandboxes["health"], "GET", f"/fhir/r4/Patient/{real['id']}", 404, headers=headers)
    own = people_of("health")[3]
    assert house.call(sandboxes["health"], "GET", f"/fhir/r4/Patient/{own['id']}", headers=headers)["id"] == own["id"]
    assert house.call("health", "GET", f"{REGISTER}/persons/{own['id']}", 404, headers=headers)


def test_what_the_policy_refuses_is_refused_here_too(house: House, sandboxes: dict[str, str]) -> None:
    number = people_of("health")[0]["citizen_number"]
    told = _look(house, sandboxes["health"], number, "low-income-check", 403)
    assert told["type"].endswith("purpose-not-agreed")
    headers = {"X-Purpose": "newborn-care"}
    for path in (f"{REGISTER}/persons?name=x", "/api/followup/v1/referrals", "/api/gateway/v1/webhooks"):
        house.call(sandboxes["health"], "GET", path, 403, headers=headers)
    _look(house, sandboxes["health"], "123", "newborn-care", 422)


def test_a_look_is_receipted_and_logged_as_the_sandboxs(house: House, sandboxes: dict[str, str]) -> None:
    client, person = sandboxes["health"], people_of("health")[3]
    with house.client(house.token(client), **{"X-Purpose": "newborn-care"}) as health:
        answer = health.post(f"{REGISTER}/persons/search", json={"citizen_number": person["citizen_number"]})
    assert answer.headers["x-receipt"]
    query = "SELECT subject_id FROM access_log l JOIN access_log_subjects s ON s.entry_id = l.id WHERE l.account = $1"
    assert person["id"] in {str(row["subject_id"]) for row in house.rows(query, client)}


def test_what_was_done_stays_until_it_is_reset(house: House, sandboxes: dict[str, str]) -> None:
    client, notices = sandboxes["education"], "/api/gateway/v1/corrections"
    purpose = {"X-Purpose": "correction-notice"}
    first, second = house.call(client, "GET", f"{notices}?state=open", headers=purpose)["items"]
    done = house.call(client, "POST", f"{notices}/{first['id']}/acknowledgement", headers=purpose)
    assert done["acknowledged_at"]
    assert house.call(client, "GET", f"{notices}?state=open", headers=purpose)["items"] == [second]
    meeting, purpose = f"{REGISTER}/reconciliation", {"X-Purpose": "register-reconciliation"}
    (session,) = house.call(client, "GET", f"{meeting}/sessions?period=2026-10", headers=purpose)["items"]
    rows = {"items": [{"citizen_number": NUMBER, "name": "某人"}, {"citizen_number": "1"}, 7]}
    path = f"{meeting}/submissions/records?session={session['id']}&kind=enrolment"
    told = house.call(client, "POST", path, 202, json=rows, headers=purpose)
    assert (told["rows_read"], told["accepted"], told["rejected"], told["received_before"]) == (3, 1, 2, False)
    assert house.call(client, "POST", path, 202, json=rows, headers=purpose)["received_before"] is True
    assert house.call(client, "GET", f"{meeting}/submissions/{told['id']}", headers=purpose)["rows_read"] == 3
    kept = house.rows("SELECT thing::text AS thing FROM sandbox_things WHERE account = $1", client)
    assert not [row for row in kept if NUMBER in row["thing"] or "某人" in row["thing"]]
    assert house.rows("SELECT count(*) AS n FROM correction_notices WHERE id = $1", first["id"]) == [{"n": 0}]
    assert house.call("county-admin", "POST", f"{CLIENTS}/{client}/reset")["things"] == 0
    purpose = {"X-Purpose": "correction-notice"}
    assert house.call(client, "GET", f"{notices}?state=open", headers=purpose)["items"] == [first, second]


def test_what_the_sandbox_lacks_is_said_and_asks_no_service(house: House, sandboxes: dict[str, str]) -> None:
    headers = {"X-Purpose": "register-reconciliation"}
    path = f"{REGISTER}/reconciliation/kinds?department=health"
    assert house.call(sandboxes["health"], "GET", path, 404, headers=headers)["type"].endswith("not-in-sandbox")


def test_sandbox_clients_are_made_by_the_administrator_and_are_told_of_nothing_real(
    house: House, sandboxes: dict[str, str]
) -> None:
    body: dict[str, Any] = {"client_id": "sandbox-health", "department": "health", "secret": "s" * 32}
    house.call("county-admin", "POST", CLIENTS, 409, json=body)
    house.call("county-admin", "POST", CLIENTS, 422, json=body | {"client_id": "health-2"})
    house.call("auditor", "POST", CLIENTS, 403, json=body)
    house.call("county-admin", "POST", f"{CLIENTS}/sandbox-nobody/reset", 404)
    listed = {each["client_id"] for each in house.call("auditor", "GET", CLIENTS)["items"]}
    # Other tests of this house make sandbox clients too; real ones are never among them.
    assert set(sandboxes.values()) <= listed and not listed & set(sandboxes)
    hook = {"client_id": "sandbox-health", "url": "http://127.0.0.1:9999/x", "kinds": ["discrepancy.opened"]}
    hook |= {"secret": "whsec_" + "QUFB" * 10}
    told = house.call("county-admin", "POST", "/api/gateway/v1/webhooks", 422, json=hook)
    assert told["errors"][0]["code"] == "sandbox_client"
