"""Moves come from people's own words; the register follows; contacts live by consent; the balance is closed nightly."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from chassis.db import Database as Connected
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.migrants import MovementDeclared
from contracts.registry import PersonMerged, PersonMoved
from contracts.residence import DeclaredMoveRefused
from services.migrants.balance.close_day import CLOSE_BALANCE
from services.migrants.contacts.erase_old import ERASE_OLD_CONTACTS
from services.migrants.movements import rules
from services.migrants.subscriptions import SUBSCRIPTIONS
from services.migrants.wiring import SERVICE
from tests.conftest import Database
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, VILLAGE, changed, registered
from tests.support.running import Running, published, running

MOTHER, FATHER, CHILD, BABY = (UUID(int=n) for n in range(1, 5))
HOME = UUID(int=99)


def family() -> list[Any]:
    born = {MOTHER: date(1990, 5, 1), FATHER: date(1988, 2, 3), CHILD: date(2015, 9, 1), BABY: date(2024, 1, 8)}
    return [registered(p, birth_date=b, household_id=HOME, name=f"王{p.int}") for p, b in born.items()]


@pytest.fixture
async def service(county: Database, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(SERVICE, county.dsn("migrants"), tmp_path) as started:
        await deliver(started.app.state.database, SUBSCRIPTIONS, *family())
        yield started


def entry(**changes: Any) -> dict[str, Any]:
    usual = {"declared_by_person": True, "person_ids": [str(MOTHER)], "to_division": ELSEWHERE, "pattern": "seasonal"}
    return usual | {"moved_on": clock.today().isoformat()} | changes


def behind(*children: UUID) -> list[dict[str, str]]:
    return [{"person_id": str(child), "carer_id": str(FATHER)} for child in children]


@pytest.mark.parametrize(
    ("left", "to", "registered_in", "lived", "kind"),
    [
        (VILLAGE, ELSEWHERE, VILLAGE, False, "left"),
        (ELSEWHERE, VILLAGE, VILLAGE, False, "returned"),
        (ELSEWHERE, VILLAGE, ELSEWHERE, True, "returned"),
        (ELSEWHERE, VILLAGE, ELSEWHERE, False, "arrived"),
        (ELSEWHERE, "429999001001", VILLAGE, True, "moved-on"),
        (VILLAGE, "341599002201", VILLAGE, True, "within"),
    ],
)
def test_kinds_of_movements(left: str, to: str, registered_in: str, lived: bool, kind: str) -> None:
    assert rules.kind_of(left, to, registered_in, "341599", lived) == kind


async def test_nobody_is_written_down_unasked(service: Running) -> None:
    answer = await service.as_staff("village-worker", VILLAGE).post(
        "/movement-declarations", json=entry(declared_by_person=False)
    )
    assert (answer.status_code, answer.json()["rule"]) == (422, "C8")
    told = service.as_department("public-security", "register-agreement")
    assert (await told.get("/movement-declarations")).status_code == 403


async def test_each_child_is_said_to_come_along_or_to_stay(service: Running) -> None:
    desk = service.as_staff("village-worker", VILLAGE)
    unsaid = await desk.post("/movement-declarations", json=entry())
    assert [fault["code"] for fault in unsaid.json()["errors"]] == ["child_not_named", "child_not_named"]
    along = entry(person_ids=[str(MOTHER), str(BABY)], children_behind=behind(CHILD))
    seen = (await desk.post("/movement-declarations", json=along)).json()
    parts = {(m["person_id"], m["part"], m["child"], m["state"]) for m in seen["members"]}
    assert parts == {
        (str(MOTHER), "moved", False, "declared"),
        (str(BABY), "moved", True, "declared"),
        (str(CHILD), "stayed", True, "noted"),
    }
    assert seen["kind"] == "left"
    listed = (await desk.get("/movement-declarations", params={"only": "children-behind"})).json()["items"]
    assert [item["id"] for item in listed] == [seen["id"]]
    events = [data for kind, data in await published(service.app) if kind == MovementDeclared.type]
    assert [event["person_ids"] for event in events] == [[str(MOTHER), str(BABY)]]


async def test_a_whole_household_goes_together(service: Running) -> None:
    desk = service.as_staff("village-worker", VILLAGE)
    seen = (await desk.post("/movement-declarations", json=entry(whole_household=True))).json()
    assert {m["person_id"] for m in seen["members"]} == {str(p) for p in (MOTHER, FATHER, CHILD, BABY)}
    foreign = service.as_staff("village-worker", "341599003201")
    assert (await foreign.get(f"/movement-declarations/{seen['id']}")).json()["type"].endswith("unknown-movement")
    nobody = await desk.post("/movement-declarations", json=entry(person_ids=[str(new_id())]))
    assert nobody.json()["type"].endswith("person-unknown-here")


async def test_the_register_answers_for_each_person(service: Running) -> None:
    desk = service.as_staff("village-worker", VILLAGE)
    told = entry(person_ids=[str(MOTHER), str(FATHER)], children_behind=behind(CHILD, BABY))
    declared = UUID((await desk.post("/movement-declarations", json=told)).json()["id"])
    moved = PersonMoved(
        person_id=MOTHER,
        revision=2,
        from_division=VILLAGE,
        to_division=ELSEWHERE,
        moved_on=clock.today(),
        move_id=new_id(),
        declaration_id=declared,
    )
    refused = DeclaredMoveRefused(person_id=FATHER, declaration_id=declared, reason="moved-later")
    for _ in range(2):
        await deliver(service.app.state.database, SUBSCRIPTIONS, moved, refused)
    listed = (await desk.get("/movement-declarations", params={"only": "not-followed"})).json()["items"]
    states = {m["person_id"]: (m["state"], m["reason"]) for m in listed[0]["members"] if m["part"] == "moved"}
    assert states == {str(MOTHER): ("followed", None), str(FATHER): ("not-followed", "moved-later")}


async def test_a_contact_is_kept_sealed_and_only_while_agreed_to(service: Running) -> None:
    desk = service.as_staff("village-worker", VILLAGE)
    agreed = {"words": "13900001234", "given_by": "self", "how": "spoken", "text_version": "1"}
    path = f"/persons/{MOTHER}/contact"
    assert (await desk.put(path, json=agreed | {"given_by": "guardian"})).status_code == 422
    assert (await desk.put(path, json=agreed)).status_code == 204
    assert (await desk.get(path)).json()["words"] == "13900001234"
    kept = await service.app.state.database.pool.fetchval("SELECT words FROM kept_contacts")
    assert b"13900001234" not in kept
    assert (await desk.delete(path)).status_code == 204
    assert (await desk.get(path)).json()["type"].endswith("no-contact-kept")
    await desk.put(path, json=agreed)
    with clock.moved_to(clock.now() + timedelta(days=1200)):
        assert await run_once(service.app.state.database, ERASE_OLD_CONTACTS) == 1


async def _balance(database: Connected, days: int) -> dict[str, Any]:
    with clock.moved_to(clock.now() + timedelta(days=days)):
        assert await run_once(database, CLOSE_BALANCE) == 1
        rows = await database.pool.fetch("SELECT * FROM balance_days WHERE day = $1", clock.today())
    return {row["county"]: dict(row) for row in rows}


async def test_the_balance_adds_up_every_night(service: Running) -> None:
    database = service.app.state.database
    first = await _balance(database, 0)
    assert (first["341599"]["entered"], first["341599"]["counted"]) == (4, 4)
    away = {"household_id": HOME, "residence_division": ELSEWHERE}
    moved = PersonMoved(
        person_id=MOTHER, revision=2, from_division=VILLAGE, to_division=ELSEWHERE, moved_on=clock.today()
    )
    merged = PersonMerged(person_id=BABY, revision=2, survivor_id=CHILD, merge_id=new_id())
    corrected = changed(FATHER, 2, **away)
    await deliver(database, SUBSCRIPTIONS, moved, changed(MOTHER, 2, **away), corrected, merged)
    night = await _balance(database, 1)
    here, there = night["341599"], night["329999"]
    assert [here[k] for k in ("opening", "departed", "corrected", "ended", "closing", "counted")] == [4, 1, -1, 1, 1, 1]
    assert [there[k] for k in ("opening", "arrived", "corrected", "closing", "counted")] == [0, 1, 1, 2, 2]
    assert await database.pool.fetchval("SELECT count(*) FROM presence_changes") == 0
    # What no change explains shows the next night, and is told.
    await database.pool.execute(
        "UPDATE balance_days SET counted = counted + 1, closing = closing WHERE county = '329999'"
    )
    last = await _balance(database, 2)
    assert last["329999"]["closing"] - last["329999"]["counted"] == 1
    told = [data for kind, data in await published(service.app) if kind.endswith("balance-closed.v1")]
    assert [each["difference"] for each in told] == [0, 0, 1]
    auditor = service.as_staff("auditor")
    assert {item["difference"] for item in (await auditor.get("/balances")).json()["items"]} >= {0, -1}


async def test_who_may_be_counted_at_the_wrong_place_is_named_to_their_desk(service: Running) -> None:
    database, desk = service.app.state.database, service.as_staff("village-worker", VILLAGE)
    told = entry(person_ids=[str(FATHER)])
    await desk.post("/movement-declarations", json=told | {"children_behind": behind(CHILD, BABY)})
    moved = PersonMoved(
        person_id=MOTHER, revision=2, from_division=VILLAGE, to_division=ELSEWHERE, moved_on=clock.today()
    )
    await deliver(database, SUBSCRIPTIONS, moved)
    await _balance(database, 4)
    found = {(i["kind"], i["person_id"]) for i in (await desk.get("/balance-faults")).json()["items"]}
    assert found == {("not-followed", str(FATHER)), ("place-differs", str(MOTHER))}
    stranger = service.as_staff("village-worker", "341599003201")
    assert (await stranger.get("/balance-faults")).json()["items"] == []
