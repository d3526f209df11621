"""Incidents from note to closure: people who check one another, deadlines, and steps that stay (PIPL art. 57)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from chassis import clock
from chassis.auth import Caller, Role
from chassis.identifiers import new_id
from gateway.incidents.rules import Taken, Terms, duties, obstacle, state_of
from gateway.incidents.terms import terms_on
from gateway.wiring import OWN_API
from tests.conftest import Database
from tests.gateway.conftest import Place
from tests.support.running import COUNTY, Running, running

PATH = "/incidents"
THROUGH = "/api/gateway/v1/incidents"
ROLES: dict[str, Role] = {
    "worker": "village-worker",
    "auditor": "auditor",
    "ann": "county-admin",
    "bea": "county-admin",
}
ASSESSED: dict[str, Any] = {
    "step": "assessed",
    "outcome": "breach",
    "categories": ["姓名", "住址"],
    "sensitive": False,
    "people": 120,
    "cause": "名单误发",
    "harm": "可能收到骚扰电话",
}
CONTAINED: dict[str, Any] = {"step": "contained", "measures": "已撤回文件", "harm_avoided": False}


def notice(step: str, **changes: Any) -> dict[str, Any]:
    told = {"step": step, "measures": "已撤回", "self_help": "留意陌生来电", "contact": "县平台 12345"}
    return told | {"told_at": clock.now().isoformat()} | changes


def to_authority() -> dict[str, Any]:
    return notice("authority-told", authority="县互联网信息办公室", reference="2026-7")


def to_people() -> dict[str, Any]:
    return notice("people-told", how="personally", people=120)


@pytest.fixture
async def gateway(county: Database, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(OWN_API, county.dsn("gateway"), tmp_path) as service:
        yield service


async def call(service: Running, who: str, method: str, path: str, expect: int = 200, **options: Any) -> Any:
    caller = Caller(subject=who, kind="staff", role=ROLES[who], division=COUNTY)
    async with service.as_caller(caller) as client:
        headers = {"X-Request-Id": str(new_id())}
        answer: httpx.Response = await client.request(method, path, headers=headers, **options)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def note(service: Running, who: str = "worker", ago: timedelta = timedelta(hours=1)) -> str:
    """The path of a new incident."""
    body = {"kind": "leak", "words": "名单发错了群", "noticed_at": (clock.now() - ago).isoformat()}
    return f"{PATH}/{(await call(service, who, 'POST', PATH, 201, json=body))['id']}"


async def step(service: Running, who: str, path: str, body: dict[str, Any], expect: int = 201) -> Any:
    return await call(service, who, "POST", f"{path}/steps", expect, json=body)


async def close(service: Running, who: str, path: str, expect: int = 201) -> Any:
    return await call(service, who, "POST", f"{path}/closure", expect, json={"lessons": "发送前须二人核对"})


async def test_from_note_to_closure(gateway: Running, county: Database) -> None:
    path = await note(gateway)
    told = await step(gateway, "ann", path, to_authority(), 409)
    assert told["obstacle"] == "not-assessed"
    seen = await call(gateway, "auditor", "GET", path)
    assert [duty["name"] for duty in seen["duties"]] == ["assess", "contain", "close"]
    assert (seen["words"], seen["noted_by"], seen["overdue"]) == ("名单发错了群", "worker", False)
    await step(gateway, "ann", path, ASSESSED)
    told = await close(gateway, "auditor", path, 409)
    assert (told["obstacle"], told["duties"]) == ("duties-open", ["contain", "tell-authority", "tell-people"])
    await step(gateway, "ann", path, CONTAINED)
    await step(gateway, "ann", path, to_authority())
    done = await step(gateway, "bea", path, to_people())
    assert (done["state"], [duty["name"] for duty in done["duties"]]) == ("to-close", ["close"])
    evidence = {"step": "evidence", "words": "群聊记录", "sha256": "ab" * 32}
    await step(gateway, "ann", path, evidence)
    told = await close(gateway, "ann", path, 409)
    assert told["type"].endswith("own-incident")
    closed = await close(gateway, "auditor", path)
    assert (closed["state"], closed["duties"], closed["next_due_at"]) == ("closed", [], None)
    assert [each["step"] for each in closed["steps"]][-2:] == ["evidence", "closed"]
    assert (await step(gateway, "bea", path, evidence, 409))["type"].endswith("incident-closed")
    await _stays(county, path)


async def _stays(county: Database, path: str) -> None:
    connection = await asyncpg.connect(county.dsn("gateway"))
    try:
        kept = await connection.fetch("SELECT words, digest FROM incident_steps ORDER BY position")
        assert not any("骚扰".encode() in row["words"] for row in kept)
        digests = await connection.fetch(
            "SELECT entry->'facts'->>'digest' AS digest FROM audit_log WHERE action = 'take-incident-step' ORDER BY id"
        )
        assert [row["digest"] for row in digests] == [row["digest"].hex() for row in kept]
        for statement in ("UPDATE incident_steps SET taken_by = 'x'", "DELETE FROM incident_steps"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("DELETE FROM incidents")
        with pytest.raises(asyncpg.RaiseError):
            await connection.execute("UPDATE incidents SET kind = 'loss'")
    finally:
        await connection.close()


async def test_the_database_itself_keeps_people_apart(gateway: Running, county: Database) -> None:
    path = await note(gateway, "bea")
    await step(gateway, "ann", path, ASSESSED | {"outcome": "none", "people": 0})
    assert (await close(gateway, "bea", path, 409))["type"].endswith("own-incident")
    connection = await asyncpg.connect(county.dsn("gateway"))
    insert = (
        "INSERT INTO incident_steps SELECT incident_id, 9, $1, now(), $2, words, digest FROM incident_steps LIMIT 1"
    )
    try:
        for kind, who in (("closed", "bea"), ("closed", "ann"), ("people-not-told", "ann")):
            with pytest.raises(asyncpg.RaiseError):
                await connection.execute(insert, kind, who)
        await close(gateway, "auditor", path)
        with pytest.raises(asyncpg.RaiseError, match="no more steps"):
            await connection.execute(insert, "evidence", "ann")
        with pytest.raises(asyncpg.RaiseError):
            await connection.execute("UPDATE incidents SET state = 'noted'")
    finally:
        await connection.close()


async def test_people_are_left_untold_only_where_harm_is_avoided_and_another_decides(gateway: Running) -> None:
    path = await note(gateway)
    spare = {"step": "people-not-told", "grounds": "文件加密，密钥未外泄"}
    await step(gateway, "ann", path, ASSESSED)
    await step(gateway, "ann", path, to_authority())
    await step(gateway, "ann", path, CONTAINED)
    assert (await step(gateway, "bea", path, spare, 409))["obstacle"] == "harm-not-avoided"
    await step(gateway, "ann", path, CONTAINED | {"harm_avoided": True})
    assert (await step(gateway, "ann", path, spare, 409))["type"].endswith("own-incident")
    assert (await step(gateway, "bea", path, spare))["state"] == "to-close"
    # A new assessment takes the ground from under the decision.
    anew = await step(gateway, "ann", path, ASSESSED | {"people": 500, "sensitive": True})
    assert [duty["name"] for duty in anew["duties"]] == ["tell-people", "close"]
    assert (await step(gateway, "bea", path, spare))["state"] == "to-close"
    # The authority may have people told all the same.
    demanded = await step(gateway, "bea", path, {"step": "authority-demanded", "reference": "2026-9"})
    assert demanded["state"] == "assessed"
    assert (await step(gateway, "bea", path, spare, 409))["obstacle"] == "authority-demanded"
    assert (await step(gateway, "bea", path, to_people()))["state"] == "to-close"


async def test_what_is_late_is_listed(gateway: Running) -> None:
    late = await note(gateway, ago=timedelta(days=2))
    fresh = await note(gateway)
    items = (await call(gateway, "auditor", "GET", f"{PATH}?state=overdue"))["items"]
    assert [f"{PATH}/{item['id']}" for item in items] == [late]
    await step(gateway, "ann", late, ASSESSED | {"outcome": "none", "people": 0})
    assert (await call(gateway, "ann", "GET", f"{PATH}?state=overdue"))["items"] == []
    await close(gateway, "bea", late)
    first = await call(gateway, "auditor", "GET", f"{PATH}?limit=1")
    second = await call(gateway, "auditor", "GET", f"{PATH}?limit=1&cursor={first['next']}")
    assert [f"{PATH}/{page['items'][0]['id']}" for page in (first, second)] == [fresh, late]
    for state, path in (("open", fresh), ("closed", late)):
        items = (await call(gateway, "auditor", "GET", f"{PATH}?state={state}"))["items"]
        assert [f"{PATH}/{item['id']}" for item in items] == [path]


async def test_refusals_and_roles(gateway: Running) -> None:
    path = await note(gateway)
    for who in ("worker", "auditor"):
        await step(gateway, who, path, ASSESSED, 403)
    await close(gateway, "worker", path, 403)
    await call(gateway, "worker", "GET", PATH, 403)
    await call(gateway, "worker", "GET", path, 403)
    nowhere = f"{PATH}/ffffffff-0000-7000-8000-000000000001"
    await call(gateway, "ann", "GET", nowhere, 404)
    await step(gateway, "ann", nowhere, ASSESSED, 404)
    await step(gateway, "ann", path, ASSESSED | {"outcome": "perhaps"}, 422)
    await step(gateway, "ann", path, {"step": "forgotten"}, 422)
    await step(gateway, "ann", path, ASSESSED | {"outcome": "none"})
    assert (await step(gateway, "ann", path, to_authority(), 409))["obstacle"] == "nothing-to-tell"
    await step(gateway, "ann", path, ASSESSED)
    for hours in (-2, 2):
        at = (clock.now() + timedelta(hours=hours)).isoformat()
        await step(gateway, "ann", path, notice("authority-told", authority="网信办", reference="1", told_at=at), 422)
    body = {"kind": "leak", "words": "x", "noticed_at": (clock.now() + timedelta(days=1)).isoformat()}
    await call(gateway, "worker", "POST", PATH, 422, json=body)
    await call(gateway, "worker", "POST", PATH, 422, json=body | {"noticed_at": "9999-12-31T23:59:59-23:59"})


AT = datetime(2026, 11, 1, tzinfo=UTC)


def test_every_duty_has_its_day_by_the_terms_of_its_time() -> None:
    terms = Terms(AT.date(), 1, 2, 3, 4, 100, "x")
    assessed = Taken("assessed", AT, "a", "possible-breach")
    hours = {duty.name: (duty.due_at - AT) / timedelta(hours=1) for duty in duties(AT, [assessed], terms)}
    assert hours == {"contain": 2, "tell-authority": 3, "tell-people": 4, "close": 100}
    demanded = Taken("authority-demanded", AT + timedelta(days=2), "a")
    (people,) = (d for d in duties(AT, [assessed, demanded], terms) if d.name == "tell-people")
    assert people.due_at == demanded.at + timedelta(hours=4)
    assert terms_on(AT.date()).tell_authority_hours == 72


def test_whatever_nothing_leaked_from_is_ready_to_close() -> None:
    nothing = Taken("assessed", AT, "a", "none")
    assert state_of([nothing]) == "to-close" and obstacle([nothing], "closed") is None
    assert state_of([nothing, Taken("assessed", AT, "a", "breach")]) == "assessed"
    assert obstacle([], "evidence") is None and obstacle([], "contained") is None


def test_it_is_noted_and_read_through_the_gateway(place: Place) -> None:
    body = {"kind": "loss", "words": "登记册遗失", "noticed_at": clock.now().isoformat()}
    for wrong in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-01T00:00:00", "x"):
        refused = place.staff("village-worker").post(THROUGH, json=body | {"noticed_at": wrong})
        assert refused.status_code == 422, refused.text
    noted = place.staff("village-worker").post(THROUGH, json=body)
    assert noted.status_code == 201, noted.text
    address = f"{THROUGH}/{noted.json()['id']}"
    assert place.staff("county-admin").post(f"{address}/steps", json=ASSESSED).status_code == 201
    seen = place.staff("auditor").get(address).json()
    assert (seen["noted_by"], seen["state"], len(seen["steps"])) == ("village-worker", "assessed", 1)
    assert place.department("education", **{"X-Purpose": "school-enrolment"}).get(address).status_code == 403
