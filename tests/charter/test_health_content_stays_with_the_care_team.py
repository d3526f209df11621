"""C5 and C11 in follow-up care: sealed, for the care team alone, and nothing of it in any event, log or metric."""

import logging
import re
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import msgspec
import pytest
import structlog
from prometheus_client import generate_latest

from chassis.auth import Caller, Department, Role
from chassis.cloudevents import event_types
from chassis.http import TransactionalRoute
from chassis.sweeps import run_once
from chassis.telemetry import write_call_lines
from contracts.registry import PersonMoved
from services.followup.checks.catalogue import check_services
from services.followup.main import SERVICE
from services.followup.protocols.catalogue import catalogue
from services.followup.reminders.plan_reminders import PLAN_REMINDERS
from services.followup.reminders.send_waiting import sending
from services.followup.supplies.items import items
from tests.conftest import Database
from tests.followup.care import Care, after, on
from tests.followup.services import PHONE, SELF, a_site, book, hand_out, leave_number, places, refer
from tests.followup.sms_stand_in import Remembering
from tests.support.people import OTHER_VILLAGE
from tests.support.running import COUNTY, running

MARKER = "标记七三一九"
OUTSIDE = [role for role in get_args(Role) if role not in ("village-worker", "township-officer")]
ROUTES = [
    (method, route.path.removeprefix("/api/followup/v1"))
    for router in SERVICE.routers
    for route in router.routes
    if isinstance(route, TransactionalRoute)
    for method in route.methods or ()
]
# What is offered, where, in which words, from which stock and for how long it is kept: of no person.
ABOUT_NOBODY = {
    "/protocols",
    # Numbers of plans; what they say about single visits is another route, for the care team.
    "/protocol-changes",
    "/protocol-changes/preview",
    "/protocol-changes/{change_id}",
    "/agreement-texts",
    "/retention",
    "/sites",
    "/sites/{site_id}/close",
    "/check-services",
    "/sites/{site_id}/check-days",
    "/sites/{site_id}/check-days/{service}/{day}",
    "/supply-items",
    "/sites/{site_id}/stock",
    "/sites/{site_id}/lots",
    "/sites/{site_id}/hand-outs",
    "/sites/{site_id}/supply-movements",
    "/lots/{lot_id}/adjustments",
}
ABOUT_PEOPLE = [(method, path) for method, path in ROUTES if path not in ABOUT_NOBODY]
BODIES: dict[str, dict[str, Any]] = {
    "/plans": {
        "person_id": str(uuid4()),
        "protocol": "antenatal",
        "anchor_on": "2026-01-01",
        "requested_by_person": True,
    },
    "/plans/{plan_id}/consent": {"given_by": "self", "how": "paper", "text_version": "1"},
    "/visits/{visit_id}/outcome": {"outcome": "done", "done_on": "2026-01-01"},
}


async def _call(care: Care, caller: Caller, method: str, path: str) -> int:
    filled = re.sub(r"\{\w+_id\}", lambda _: str(uuid4()), path)
    body = BODIES.get(path) if method == "POST" else None
    return (await care.service.as_caller(caller).request(method, filled, json=body)).status_code


def test_there_are_routes_to_guard() -> None:
    assert len(ABOUT_PEOPLE) >= 11


async def test_every_department_gets_403_on_every_route_and_never_an_empty_list(care: Care) -> None:
    everything = {resource: ["id", "name", "content", "state"] for resource in ("visit", "plan", "visit_content")}
    for department in get_args(Department):
        caller = Caller(
            subject="d",
            kind="department",
            department=department,
            division=COUNTY,
            purpose="birth-reconciliation",
            fields=everything,
        )
        answers = {(method, path): await _call(care, caller, method, path) for method, path in ROUTES}
        assert set(answers.values()) == {403}, answers


@pytest.mark.parametrize("role", OUTSIDE)
async def test_staff_outside_the_care_team_get_403_on_everything_about_people(care: Care, role: Role) -> None:
    caller = Caller(subject="s", kind="staff", role=role, division=COUNTY)
    answers = {(method, path): await _call(care, caller, method, path) for method, path in ABOUT_PEOPLE}
    assert set(answers.values()) == {403}, answers


async def _weeks_of_care(care: Care) -> dict[str, Any]:
    """Visits recorded, referred, contradicted, read, overdue and left, with markers where health content goes."""
    with on(after(5)):
        await care.be_born()
        await care.agree(care.child)
        await care.agree(care.mother)
        home = await care.visit(care.child, "newborn-home-visit")
        content = {"note": f"{MARKER} 黄疸", "findings": {"feeding": f"{MARKER}-findings"}}
        assert (await care.record(home, "done", after(5), content=content)).status_code == 200
        assert (await care.record(home, "declined", after(5))).status_code == 409
        mother = await care.visit(care.mother, "postpartum-home-visit")
        assert (await care.record(mother, "referred", after(5), content={"note": MARKER})).status_code == 200
        await care.worker().get(f"/visits/{home['id']}/content")
        await _care_beside_visits(care, mother["id"])
        await _care_without_a_network(care, home["id"])
    with on(after(50)):
        await care.sweep()
        child = await care.plan_of(care.child)
        await care.worker().post(f"/plans/{child['id']}/withdraw")
    return home


async def _care_without_a_network(care: Care, visit_id: str) -> None:
    """Two devices tell of one visit: one entry is kept beside the other, one is refused, and both are sent again."""
    told = {"visit_id": visit_id, "outcome": "done", "done_on": str(after(4)), "content": {"note": MARKER}}
    entries = [
        told | {"client_id": str(uuid4())},
        told | {"client_id": str(uuid4()), "content": {"findings": {"x": MARKER}}},
    ]
    for _ in range(2):
        answer = await care.worker().post("/sync", json={"entries": entries})
        assert [result["result"] for result in answer.json()["results"]][1] == "refused"
        assert MARKER not in answer.text


async def _care_beside_visits(care: Care, visit_id: str) -> None:
    """A number left and written to, a check with its result, a method noted, a referral answered."""
    worker, site, messages = care.worker(), await a_site(care), Remembering()
    assert (await leave_number(care)).status_code == 200
    await places(care, site, after(5), 1)
    appointment = f"/appointments/{(await book(care, site, after(5))).json()['id']}"
    await worker.post(f"{appointment}/held", json={})
    assert (await worker.put(f"{appointment}/result", json={"note": MARKER})).status_code == 200
    await run_once(care.database, PLAN_REMINDERS)
    await run_once(care.database, sending(care.service.app.state.sealer, messages))
    assert messages.sent
    assert not [message for message in messages.sent if MARKER in message.text]
    assert (await worker.get(f"{appointment}/result")).json()["content"]["note"] == MARKER
    assert (await worker.post(f"{appointment}/delivery", json={"how": "phone"})).status_code == 200
    choice = SELF | {"content": {"method": MARKER}}
    assert (await worker.put(f"/method-choices/{care.mother}", json=choice)).status_code == 200
    referral = (await refer(care, site, visit_id=visit_id, content={"note": MARKER})).json()["id"]
    assert (await worker.post(f"/referrals/{referral}/answer", json={"note": MARKER})).status_code == 200
    assert (await hand_out(care, site, 1)).status_code == 409


async def test_events_name_no_person_and_no_protocol(care: Care) -> None:
    await _weeks_of_care(care)
    rows = await care.database.pool.fetch("SELECT * FROM outbox")
    assert len(rows) > 15
    told = "".join(str(tuple(row)) for row in rows)
    for secret in await _secrets(care):
        assert secret not in told, secret


async def _secrets(care: Care) -> list[str]:
    protocols = catalogue().in_force(after(0))
    words = [p.id for p in protocols] + [step.id for p in protocols for step in p.steps]
    words += [p.title.zh for p in protocols] + [step.title.zh for p in protocols for step in p.steps]
    plans = [str(row["id"]) for row in await care.database.pool.fetch("SELECT id FROM plans")]
    people = [str(care.child), str(care.mother), str(care.birth), "李小宝", "李梅花"]
    # Steps with these names say nothing: the words stand in the addresses of routes and in every event.
    words = [word for word in words if word not in {"outcome", "contact", "result"}]
    words += [service.id for service in check_services().values()] + list(items())
    return [MARKER, "黄疸", PHONE, *people, *plans, *words]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Every line that our own logger writes, whenever and wherever it was first configured."""
    lines: list[str] = []
    for name in ("msg", "debug", "info", "warning", "error", "exception", "critical"):
        monkeypatch.setattr(structlog.PrintLogger, name, lambda _, line: lines.extend(line.splitlines()))
    caplog.set_level(logging.DEBUG)
    return lines


async def test_logs_and_metrics_tell_nothing(care: Care, written: list[str], caplog: pytest.LogCaptureFixture) -> None:
    home = await _weeks_of_care(care)
    bad = {"note": MARKER, "findings": {MARKER: MARKER}}
    with on(after(51)):
        assert (await care.record(home, "done", after(51), content=bad)).status_code == 422
        await care.worker().get("/visits", params={"person_id": str(care.child), "cursor": MARKER})
    write_call_lines()
    assert sum("request" in line for line in written) > 10
    # The test's own client logs its addresses; the service does not.
    others = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "asyncio"))]
    logged = "".join(written + others)
    for secret in await _secrets(care):
        assert secret not in logged, secret
        assert secret not in generate_latest().decode(), secret


async def test_content_is_sealed_at_rest(care: Care) -> None:
    await _weeks_of_care(care)
    dump = []
    for (table,) in await care.database.pool.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'followup' AND tablename <> 'schema_version'"
    ):
        dump += [str(tuple(row)) for row in await care.database.pool.fetch(f"SELECT * FROM {table}")]
    assert len(dump) > 50
    assert MARKER not in "".join(dump)
    assert PHONE not in "".join(dump)
    assert MARKER.encode() not in b"".join(
        row["content"] or b"" for row in await care.database.pool.fetch("SELECT content FROM visit_entries")
    )


async def test_each_reading_of_content_is_written_down(care: Care) -> None:
    home = await _weeks_of_care(care)
    rows = await care.database.pool.fetch("SELECT subject_id, entry FROM audit_log WHERE action = 'read-visit-content'")
    assert [str(row["subject_id"]) for row in rows] == [str(care.child)]
    assert home["id"] in rows[0]["entry"]


async def test_the_answer_kept_for_repeats_holds_no_content(care: Care) -> None:
    with on(after(5)):
        await care.be_born()
        await care.agree(care.child)
        home = await care.visit(care.child, "newborn-home-visit")
        content = {"note": MARKER, "findings": {"feeding": MARKER}}
        await care.record(home, "done", after(5), content=content, headers={"Idempotency-Key": "k"})
        kept = await care.database.pool.fetchval("SELECT body FROM idempotency")
    assert kept is not None
    assert MARKER not in kept.decode()


def test_the_contract_has_no_place_for_a_person_or_a_protocol() -> None:
    # Other tests declare events of their own on this topic; what is published stands in contracts alone.
    published = [event for event in event_types().values() if event.__module__ == "contracts.followup"]
    ours = [event for event in published if event.topic == "huijia.followup"]
    assert len(ours) >= 5
    fields = {field.name for event in ours for field in msgspec.structs.fields(event)}
    ids = {"visit_id", "check_id", "referral_id", "message_id"}
    places = {"division", "from_division", "to_division"}
    days = {"due_on", "latest_on", "closed_on", "held_on", "delivered_on", "made_on"}
    assert fields == ids | places | days | {"outcome"}


async def test_content_has_no_field_for_fetal_sex(care: Care) -> None:
    """C11. The linter refuses a protocol with such a record; a visit takes no record that its protocol lacks."""
    with on(after(5)):
        await care.be_born()
        asked = {"person_id": str(care.mother), "protocol": "antenatal", "anchor_on": str(after(-100))}
        plan = (await care.worker().post("/plans", json=asked | {"requested_by_person": True})).json()
        consent = {"given_by": "self", "how": "spoken", "text_version": "1"}
        visits = (await care.worker().post(f"/plans/{plan['id']}/consent", json=consent)).json()["visits"]
        for name in ("fetal-sex", "胎儿性别", "sex"):
            answer = await care.record(visits[0], "done", after(5), content={"findings": {name: "1"}})
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["code"] == "unknown_finding"
        extra = await care.record(visits[0], "done", after(5), content={"note": "", "fetal_sex": 1})
        assert extra.status_code == 422


async def test_a_key_of_another_installation_opens_nothing(care: Care, county: Database, tmp_path: Path) -> None:
    home = await _weeks_of_care(care)
    async with running(SERVICE, county.dsn("followup"), tmp_path / "elsewhere") as thief:
        answer = await thief.as_staff("village-worker", home["division"]).get(f"/visits/{home['id']}/content")
    assert answer.status_code == 500
    assert MARKER not in answer.text


async def test_after_a_move_the_new_care_team_reads_and_the_old_one_does_not(care: Care) -> None:
    with on(after(5)):
        await care.be_born()
        await care.agree(care.child)
        home = await care.visit(care.child, "newborn-home-visit")
        await care.record(home, "not_found", after(5))
        to = {"from_division": home["division"], "to_division": OTHER_VILLAGE, "moved_on": after(5)}
        await care.tell(PersonMoved(person_id=care.child, revision=2, **to))
        assert (await care.worker().get(f"/visits/{home['id']}/content")).status_code == 404
        assert (await care.worker(OTHER_VILLAGE).get(f"/visits/{home['id']}/content")).status_code == 200
