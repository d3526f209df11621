"""Every access is in the log before its answer leaves; no access goes unlogged; nobody alters the log."""

import asyncio
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest

from chassis import roles
from chassis.auth import Caller
from chassis.keys import load_public_keys
from gateway.access_log.entries import entry_of, read_subjects
from gateway.access_log.writer import AccessLog
from gateway.receipts.verify import read_receipt
from tests.gateway.conftest import Place
from tests.gateway.evidence import evidence
from tests.gateway.upstream import PERSON

LOG = "/api/gateway/v1/access-log"


def _logged(place: Place, request_id: str) -> list[dict[str, object]]:
    return place.rows(
        "SELECT log.*, (SELECT array_agg(s.subject_id) FROM access_log_subjects s WHERE s.entry_id = log.id) subjects"
        " FROM access_log log WHERE request_id = $1::uuid",
        request_id,
    )


def test_who_what_why_and_whom_is_kept_and_nothing_asked_for(place: Place) -> None:
    client = place.department("civil-affairs", **{"X-Purpose": "low-income-check", "X-Case-Reference": "DB-2026-17"})
    answer = client.get("/api/registry/v1/persons?citizen_number=11010519491231002X")
    assert answer.status_code == 200, answer.text
    (entry,) = _logged(place, answer.headers["x-request-id"])
    told = read_receipt(entry.pop("receipt"), load_public_keys(place.folder / "keys"))  # type: ignore[arg-type]
    assert told["root"] == entry.pop("root")
    assert (told["client"], told["department"], told["purpose"]) == ("civil-affairs", "civil-affairs", entry["purpose"])
    for name in ("id", "at", "secret", "salt"):
        assert entry.pop(name)
    assert entry == {
        "account": "civil-affairs",
        "kind": "department",
        "role": None,
        "department": "civil-affairs",
        "method": "GET",
        "service": "registry",
        "route": "/api/registry/v1/persons",
        "purpose": "low-income-check",
        "case_reference": "DB-2026-17",
        "policy": "civil-affairs.low-income-check@1",
        "fields": sorted(answer.json()["items"][0]),
        "erased_at": None,
        "status": 200,
        "request_id": uuid.UUID(answer.headers["x-request-id"]),
        "subjects": [uuid.UUID(PERSON)],
    }
    assert "11010519491231002X" not in place.log("gateway")


def test_a_person_can_be_told_who_looked(place: Place) -> None:
    first = place.staff("village-worker").get("/api/registry/v1/echo/1").headers["x-request-id"]
    second = place.staff("county-officer").get("/api/registry/v1/echo/2").headers["x-request-id"]
    page = place.staff("auditor").get(LOG, params={"subject": PERSON, "limit": 2}).json()
    assert [item["request_id"] for item in page["items"]] == [second, first]
    assert page["items"][1]["account"] == "village-worker"
    seen, cursor = [], page["next"]
    while cursor:
        page = place.staff("auditor").get(LOG, params={"subject": PERSON, "limit": 50, "cursor": cursor}).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen, reverse=True)


def test_reading_the_log_is_logged_too(place: Place) -> None:
    person = str(uuid.uuid4())
    client = place.staff("auditor")
    assert client.get(LOG, params={"subject": person}).json() == {"items": [], "next": None}
    (item,) = client.get(LOG, params={"subject": person}).json()["items"]
    assert (item["account"], item["route"]) == ("auditor", LOG)


@pytest.mark.parametrize("role", ["county-officer", "township-officer", "village-worker", "finance-officer"])
def test_others_do_not_read_the_log(place: Place, role: str) -> None:
    assert place.staff(role).get(LOG, params={"subject": PERSON}).status_code == 403


@pytest.mark.parametrize("params", [{}, {"subject": "x"}, {"subject": PERSON, "cursor": "x"}, {"limit": "0"}])
def test_a_malformed_question_is_a_422(place: Place, params: dict[str, str]) -> None:
    assert place.staff("auditor").get(LOG, params=params).status_code == 422


@pytest.mark.parametrize("table", ["access_log", "access_log_subjects", "audit_log"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET {column} = {column}"])
async def test_nobody_alters_the_log(place: Place, table: str, statement: str) -> None:
    column = {"access_log": "status", "access_log_subjects": "entry_id", "audit_log": "action"}[table]
    connection = await asyncpg.connect(place.dsn(roles.runtime_role("gateway")))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement.format(table, column=column))
    finally:
        await connection.close()


def test_subjects_that_cannot_be_read_are_no_answer(place: Place) -> None:
    assert place.staff().get("/api/registry/v1/bad-subjects").status_code == 502
    with pytest.raises(ValueError, match="badly formed"):
        read_subjects("nobody")
    assert read_subjects(f"{PERSON}, {PERSON},") == (uuid.UUID(PERSON),)
    assert read_subjects(None) == ()


async def _execute(place: Place, *statements: str) -> None:
    connection = await asyncpg.connect(place.dsn(roles.owner_role("gateway")))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def test_without_a_log_there_is_no_answer_and_later_no_call(place: Place) -> None:
    asyncio.run(_execute(place, "ALTER TABLE access_log RENAME TO away"))
    try:
        first = place.staff().get("/api/registry/v1/echo/1")
        assert first.status_code == 503
        assert first.json()["type"].endswith("/log-unavailable")
        assert PERSON not in first.text
        calls = place.seen()["calls"]
        asyncio.run(_execute(place, "ALTER TABLE access_log_subjects RENAME TO away_too"))
        time.sleep(1)
        assert place.staff().get("/api/registry/v1/echo/1").status_code == 503
        assert place.seen()["calls"] == calls
    finally:
        asyncio.run(
            _execute(
                place, "ALTER TABLE away RENAME TO access_log", "ALTER TABLE away_too RENAME TO access_log_subjects"
            )
        )
    until = time.monotonic() + 5
    while place.staff().get("/api/registry/v1/echo/1").status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_calls_at_once_are_all_logged(place: Place) -> None:
    client = place.staff()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: client.get(f"/api/registry/v1/echo/{n}"), range(160)))
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert {answer.status_code for answer in answers} == {200}
    logged = place.rows("SELECT count(*) FROM access_log WHERE request_id = ANY($1::text[]::uuid[])", ids)
    assert logged == [{"count": 160}]


async def test_a_crowd_shares_its_commits(place: Place) -> None:
    log = AccessLog(place.dsn(roles.runtime_role("gateway")), evidence(place.folder / "alone", place.folder / "keys"))
    caller = Caller(subject="crowd", kind="staff", role="auditor", request_id=str(uuid.uuid4()))
    entries = [entry_of(caller, "GET", "registry", "/x", 200, (uuid.UUID(PERSON),)) for _ in range(1000)]
    waiting = asyncio.gather(*(log.write(entry) for entry in entries))
    await asyncio.sleep(0)
    running = asyncio.create_task(log.run())
    await waiting
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    connection = await asyncpg.connect(place.dsn(roles.runtime_role("gateway")))
    count = "SELECT count(*), count(DISTINCT xmin::text) FROM access_log WHERE account = 'crowd'"
    assert tuple(await connection.fetchrow(count)) == (1000, 1)
    await connection.close()
