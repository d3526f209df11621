"""Versions of policies: kept word for word, compared, tried out, and found in time however many there are."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from chassis import clock, db
from chassis.problems import Problem
from gateway.disclosure.__main__ import main
from gateway.disclosure.compare import compare, compare_all, in_words
from gateway.disclosure.keep_versions import PolicyReworded, keep_versions
from gateway.disclosure.policies import Policies, Policy, Quota, load_policies
from gateway.disclosure.simulate import policy_for, simulate
from gateway.settings import HERE
from tests.conftest import Database
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON, PERSON_ROW

FOLDER = HERE / "policies"
POLICIES = load_policies(FOLDER)
TODAY = date(2026, 11, 22)
SCHOOL = POLICIES.versions_of("education.school-enrolment")[0]
SIMULATIONS = "/api/gateway/v1/policies/simulations"


def second(**changes: Any) -> Policy:
    return msgspec.structs.replace(SCHOOL, version=2, **changes)


async def test_a_version_in_force_is_never_reworded(county: Database) -> None:
    database = db.Database(county.dsn("gateway"))
    future = second(effective_from=TODAY + timedelta(days=9))

    async def keep(*policies: Policy) -> None:
        async with database.transaction() as session:
            await keep_versions(session, Policies(POLICIES.purposes, policies), TODAY)

    await keep(SCHOOL, future)
    await keep(SCHOOL, msgspec.structs.replace(future, fields=["id"]))
    await keep(msgspec.structs.replace(SCHOOL, effective_to=TODAY))
    with pytest.raises(PolicyReworded, match=r"education\.school-enrolment@1"):
        await keep(msgspec.structs.replace(SCHOOL, quota=Quota(1)))
    async with database.transaction() as session:
        kept = (await session.connection()).exec_driver_sql
        rows = (await kept("SELECT name, digest, wording FROM policy_versions")).all()
    assert [(row.name, row.digest, row.wording["fields"]) for row in rows] == [
        ("education.school-enrolment@1", SCHOOL.digest, SCHOOL.fields)
    ]
    await database.engine.dispose()


def test_what_changed_between_two_versions() -> None:
    newer = second(fields=[*SCHOOL.fields[1:], "phone"], case_reference=True)
    told = {change.member: in_words(change) for change in compare(SCHOOL, newer)}
    assert told == {"fields": "fields: +phone, -id", "case_reference": "case_reference: False → True"}
    assert compare(SCHOOL, SCHOOL) == []
    changes = compare_all(Policies([], [SCHOOL]), Policies([], [newer]))
    assert changes == {"education.school-enrolment@1": "removed", "education.school-enrolment@2": "added"}


@pytest.mark.parametrize("count", [10_000])
def test_the_right_rule_is_found_among_ten_thousand(count: int) -> None:
    path = "/api/registry/v1/{kind}/{{person_id}}"
    many = [
        msgspec.structs.replace(SCHOOL, id=f"education.x{n}", lookups=["GET " + path.format(kind=f"kind{n}")])
        for n in range(count)
    ]
    found = Policies(POLICIES.purposes, many).find(
        "education", "school-enrolment", ("HEAD", "/api/registry/v1/kind77/1", frozenset({"limit"})), TODAY
    )
    assert found is not None and found[0].policy.id == "education.x77"


def test_on_each_day_the_version_of_that_day_decides() -> None:
    change = date(2027, 1, 1)
    policies = Policies(
        POLICIES.purposes,
        [msgspec.structs.replace(SCHOOL, effective_to=change), second(effective_from=change, fields=["id"])],
    )
    request = ("GET", "/api/registry/v1/persons", frozenset({"citizen_number"}))
    for day, version in ((change - timedelta(days=1), 1), (change, 2)):
        found = policies.find("education", "school-enrolment", request, day)
        assert found is not None and found[0].policy.version == version


def test_a_simulation_runs_the_rules_of_a_call() -> None:
    policy = policy_for(POLICIES, "education", "school-enrolment", "person", TODAY)
    seen = simulate(policy, PERSON_ROW, "341599000000", TODAY)
    assert seen.shown is not None and list(seen.shown) == SCHOOL.fields
    grown = simulate(policy, PERSON_ROW | {"birth_date": "1990-01-01"}, "341599000000", TODAY)
    assert grown.shown is None and [condition.field for condition in grown.failing] == ["birth_date"]
    # The purposes that are named are those that show a person: there is nothing to simulate for the others.
    for purpose in ("newborn-care", "correction-notice"):
        with pytest.raises(Problem) as refused:
            policy_for(POLICIES, "education", purpose, "person", TODAY)
        assert refused.value.facts["purposes"] == ["school-enrolment"]


def test_a_simulation_tells_what_else_the_purpose_opens(place: Place) -> None:
    asked = {"department": "civil-affairs", "purpose": "low-income-check", "person_id": PERSON}
    (besides,) = place.staff("auditor").post(SIMULATIONS, json=asked | {"on": "2026-11-24"}).json()["besides"]
    assert besides["policy"] == "civil-affairs.low-income-check.benefit-income@1"
    assert "expected_fen" in besides["fields"]
    assert place.staff("auditor").post(SIMULATIONS, json=asked | {"on": "2026-11-22"}).json()["besides"] == []


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = tmp_path / "row.json"
    row.write_text(json.dumps(PERSON_ROW))
    assert main(["simulate", "education", "school-enrolment", "--row", str(row), "--on", "2026-11-22"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["policy"], told["failing"]) == ("education.school-enrolment@1", [])
    assert list(told["shown"]) == SCHOOL.fields
    assert main(["simulate", "education", "low-income-check"]) == 1
    assert main(["simulate", "civil-affairs", "low-income-check", "--on", "2026-11-24"]) == 0
    assert "benefit-income" in capsys.readouterr().out
    for broken in ("", "[]", "{"):
        row.write_text(broken)
        assert main(["simulate", "education", "school-enrolment", "--row", str(row)]) == 2
    assert main(["diff", str(tmp_path / "none"), str(FOLDER)]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["diff", "education.school-enrolment@1", "education.school-enrolment@1"]) == 0
    assert main(["diff", "education.school-enrolment@1", "education.school-enrolment@9"]) == 2
    other = shutil.copytree(FOLDER, tmp_path / "policies")
    content = yaml.safe_load((other / "education.yaml").read_text())
    content["policies"][0]["fields"].remove("name")
    (other / "education.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
    capsys.readouterr()
    assert main(["diff", str(FOLDER), str(other)]) == 0
    assert "fields: -name" in capsys.readouterr().out


def test_staff_can_show_a_resident_who_may_see_what(place: Place) -> None:
    with place.staff("village-worker") as worker:
        listed = worker.get("/api/gateway/v1/policies", params={"department": "education", "on": "2026-11-22"})
        kept = {item["id"]: item for item in listed.json()["items"]}
        assert kept["education.school-enrolment"]["legal_basis"][0]["law"] == "义务教育法"
        assert kept["education.school-enrolment"]["digest"] == SCHOOL.digest
        assert worker.get("/api/gateway/v1/policies/education.school-enrolment/diff?from=1&to=1").json()["items"] == []
        assert worker.get("/api/gateway/v1/policies/education.school-enrolment/diff?from=1&to=2").status_code == 404
        assert worker.post(SIMULATIONS, json={}).status_code == 403


def test_a_simulation_is_an_access_and_an_auditor_sees_no_values(place: Place) -> None:
    asked = {
        "department": "education",
        "purpose": "school-enrolment",
        "person_id": PERSON,
        "on": clock.today().isoformat(),
    }
    for role in ("county-admin", "auditor"):
        answer = place.staff(role).post(SIMULATIONS, json=asked)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["visible"] is True and told["fields"] == SCHOOL.fields
        assert (told["values"] or {}).get("name") == ("王小明" if role == "county-admin" else None)
        logged = place.rows(
            "SELECT account, subject_id FROM access_log l JOIN access_log_subjects s ON s.entry_id = l.id"
            " WHERE request_id::text = $1",
            answer.headers["x-request-id"],
        )
        assert [(row["account"], str(row["subject_id"])) for row in logged] == [(role, PERSON)]
    refused = place.staff().post(SIMULATIONS, json=asked | {"purpose": "newborn-care"})
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (403, "purpose-not-agreed")
