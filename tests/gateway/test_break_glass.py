"""Break-glass: the area grows for a short while, everybody sees it, and somebody else reviews it."""

import asyncio
import time

import asyncpg
import httpx
import pytest

from gateway.break_glass.begin import MARK
from tests.gateway.conftest import Place

ECHO, USES = "/api/registry/v1/echo/1", "/api/gateway/v1/break-glass"
VILLAGE, TOWN, COUNTY = "341599001001", "341599002000", "341599000000"
REASON = {"reason": "邻村老人摔倒昏迷，需联系其家属"}


@pytest.fixture(scope="module")
def workers(place: Place) -> Place:
    """Two who work for less than the county."""
    for name, division in (("village-worker", VILLAGE), ("township-officer", TOWN)):
        place.move(name, division)
        place.tokens.pop(name, None)
    return place


@pytest.fixture(scope="module", autouse=True)
def back(place: Place) -> object:
    yield None
    for name in ("village-worker", "township-officer"):
        place.move(name, COUNTY)
    place.rows("DELETE FROM sign_in_attempts")
    place.tokens.clear()


def begin(place: Place, name: str, **form: str) -> httpx.Response:
    with place.staff(name) as worker:
        return worker.post("/break-glass", data=REASON | form)


def slug(answer: httpx.Response) -> str:
    return answer.json()["type"].rpartition("/")[2]


def newest(place: Place, state: str = "open") -> dict[str, object]:
    with place.staff("auditor") as auditor:
        return auditor.get(USES, params={"state": state}).json()["items"][0]


@pytest.fixture(scope="module")
def used(workers: Place) -> httpx.Response:
    answer = begin(workers, "village-worker")
    assert answer.status_code == 200, answer.text
    return answer


def test_the_area_grows_the_role_stays_and_it_ends_soon(workers: Place, used: httpx.Response) -> None:
    assert used.json()["expires_in"] == 1800
    with workers.staff("village-worker") as before, workers.client(used.json()["access_token"]) as wide:
        assert before.get(ECHO).json()["caller"]["division"] == VILLAGE
        told = wide.get(ECHO).json()["caller"]
        assert (told["division"], told["role"]) == (COUNTY, "village-worker")
        assert slug(wide.post("/break-glass", data=REASON)) == "break-glass-runs"
    assert slug(begin(workers, "village-worker")) == "break-glass-runs"


def test_everybody_who_should_sees_it(workers: Place, used: httpx.Response) -> None:
    seen = newest(workers)
    assert (seen["account"], seen["division"], seen["widened_to"]) == ("village-worker", VILLAGE, COUNTY)
    assert (seen["reason"], seen["overdue"], seen["verdict"]) == (REASON["reason"], False, None)
    with workers.client(used.json()["access_token"]) as wide:
        wide.get(ECHO)
    marked = workers.rows("SELECT account, policy FROM access_log WHERE policy = $1", f"{MARK}{seen['id']}")
    assert marked and {row["account"] for row in marked} == {"village-worker"}
    (event,) = workers.rows("SELECT data::text AS data FROM outbox WHERE type LIKE '%area-widened%'")
    assert "village-worker" in event["data"] and REASON["reason"] not in event["data"]
    assert workers.rows("SELECT 1 FROM audit_log WHERE action = 'break-glass'")
    (kept,) = workers.rows("SELECT reason FROM break_glass WHERE account = 'village-worker'")
    assert REASON["reason"].encode() not in kept["reason"]


@pytest.mark.parametrize("name", ["county-officer", "finance-officer", "auditor", "education"])
def test_others_have_no_glass_to_break(workers: Place, name: str) -> None:
    assert begin(workers, name).status_code == 403


@pytest.mark.parametrize("reason", ["", "急", "x" * 501, "邻村老人摔倒昏迷\n需联系"])
def test_it_needs_a_reason(workers: Place, reason: str) -> None:
    assert begin(workers, "township-officer", reason=reason).status_code in (400, 422)


def test_a_browser_keeps_the_wider_session_in_its_cookie(workers: Place) -> None:
    with workers.client(**{"X-Requested-With": "huijia"}) as browser:
        assert browser.post("/session", data=workers.grant("township-officer")).json()["division"] == TOWN
        assert browser.post("/break-glass", data=REASON, headers={"X-Requested-With": "x"}).status_code == 403
        answer = browser.post("/break-glass", data=REASON)
        assert answer.json()["division"] == COUNTY and "access_token" not in answer.json()
        assert browser.get(ECHO).json()["caller"]["division"] == COUNTY


def test_somebody_else_reviews_it_once_and_an_unjustified_one_ends(workers: Place, used: httpx.Response) -> None:
    (row,) = workers.rows("SELECT id::text FROM break_glass WHERE account = 'village-worker'")
    address, verdict = f"{USES}/{row['id']}/review", {"verdict": "unjustified", "note": "没有发生紧急情况"}
    for name in ("village-worker", "county-admin", "county-officer"):
        with workers.staff(name) as other:
            assert other.post(address, json=verdict).status_code == 403
    with workers.staff("auditor") as auditor:
        assert auditor.post(address, json=verdict | {"verdict": "fine"}).status_code == 422
        reviewed = auditor.post(address, json=verdict).json()
        assert (reviewed["verdict"], reviewed["reviewed_by"]) == ("unjustified", "auditor")
        assert slug(auditor.post(address, json=verdict)) == "break-glass-reviewed"
        missing = auditor.post(f"{USES}/0198c5a0-0000-7000-8000-000000000009/review", json=verdict)
        assert slug(missing) == "unknown-break-glass"
    with workers.client(used.json()["access_token"]) as wide:
        until = time.monotonic() + 10
        while (status := wide.get(ECHO).status_code) == 200 and time.monotonic() < until:
            pass
    assert status == 401
    assert newest(workers, "reviewed")["note"] == "没有发生紧急情况"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE break_glass SET reviewed_by = account, reviewed_at = now(), verdict = 'justified', note = 'x'"
        " WHERE verdict IS NULL",
        "UPDATE break_glass SET verdict = 'justified' WHERE verdict IS NOT NULL",
        "UPDATE break_glass SET ends_at = ends_at + interval '1 day' WHERE verdict IS NULL",
        "DELETE FROM break_glass",
    ],
)
def test_the_database_holds_to_it_too(workers: Place, used: httpx.Response, statement: str) -> None:
    async def attempt() -> None:
        connection = await asyncpg.connect(workers.dsn("huijia_gateway"))
        try:
            with pytest.raises(asyncpg.PostgresError):
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(attempt())


def test_what_nobody_reviewed_in_time_stands_out(workers: Place) -> None:
    workers.rows("ALTER TABLE break_glass DISABLE TRIGGER USER")
    workers.rows("UPDATE break_glass SET review_by = '2020-01-01' WHERE verdict IS NULL")
    workers.rows("ALTER TABLE break_glass ENABLE TRIGGER USER")
    assert newest(workers, "overdue")["account"] == "township-officer"
