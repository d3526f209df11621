"""One transaction per request; access declared; repeats answered once; problems that tell nothing they should not."""

import asyncio

import pytest

from chassis.access import ALL_STAFF, AccessUndeclared, access
from chassis.auth import Caller, sign
from chassis.http import Router
from chassis.keys import load_private_key
from tests.support.running import COUNTY, Running


async def test_without_a_token_nobody_gets_in(service: Running) -> None:
    answer = await service.as_nobody().get("/notes")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "请先登录"


async def test_a_token_for_another_service_is_refused(service: Running) -> None:
    key_id, key = load_private_key(service.keys)
    token = sign(Caller(subject="x", kind="staff", role="county-admin", division=COUNTY), "registry", key_id, key)
    client = service.as_nobody()
    answer = await client.get("/notes", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


async def test_a_role_that_is_not_declared_is_refused(service: Running) -> None:
    answer = await service.as_staff("village-worker").get("/notes")
    assert answer.status_code == 403


def test_a_route_without_access_stops_the_start_up() -> None:
    async def forgotten() -> None: ...

    with pytest.raises(AccessUndeclared):
        Router().get("/forgotten")(forgotten)


async def test_a_write_is_kept_and_a_refused_one_is_not(service: Running) -> None:
    client = service.as_staff()
    assert (await client.post("/notes", json={"words": "kept"})).json() == {"count": 1}
    refused = await client.post("/notes", json={"words": "refuse"}, headers={"Accept-Language": "en"})
    assert refused.status_code == 409
    assert refused.json()["detail"] == "no"
    assert [n["words"] for n in (await client.get("/notes")).json()["items"]] == ["kept"]


async def test_a_fault_inside_tells_nothing(service: Running) -> None:
    answer = await service.as_staff().post("/notes", json={"words": "break"})
    assert answer.status_code == 500
    assert "secret" not in answer.text


async def test_what_the_database_took_back_may_be_sent_again(service: Running) -> None:
    client = service.as_staff("township-officer")
    for _ in range(2):
        answer = await client.post("/notes", json={"words": "ring"}, headers={"Idempotency-Key": "once"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["type"].endswith("/try-again")
    assert (await client.get("/notes")).json()["items"] == []


async def test_every_fault_of_a_payload_is_named_with_its_place(service: Running) -> None:
    answer = await service.as_staff().post("/notes", json={"word": 1})
    assert answer.status_code == 422
    assert {(e["pointer"], e["code"]) for e in answer.json()["errors"]} == {
        ("#/words", "missing"),
        ("#/word", "extra_forbidden"),
    }


async def test_a_repeated_write_has_one_effect_and_the_same_answer(service: Running) -> None:
    client, headers = service.as_staff(), {"Idempotency-Key": "once"}
    answers = [await client.post("/notes", json={"words": "a"}, headers=headers) for _ in range(3)]
    assert [a.json() for a in answers] == [{"count": 1}] * 3
    assert [a.status_code for a in answers] == [201] * 3
    other = await client.post("/notes", json={"words": "b"}, headers=headers)
    assert other.status_code == 422


async def test_concurrent_twins_have_one_effect(service: Running) -> None:
    client, headers = service.as_staff(), {"Idempotency-Key": "twin"}
    answers = await asyncio.gather(*(client.post("/notes", json={"words": "a"}, headers=headers) for _ in range(6)))
    assert {a.status_code for a in answers} == {201}
    assert len((await client.get("/notes")).json()["items"]) == 1


async def test_a_refused_write_may_be_sent_again_with_its_key(service: Running) -> None:
    client, headers = service.as_staff(), {"Idempotency-Key": "again"}
    assert (await client.post("/notes", json={"words": "refuse"}, headers=headers)).status_code == 409
    assert (await client.post("/notes", json={"words": "refuse"}, headers=headers)).status_code == 409


async def test_an_update_names_the_revision_it_builds_on(service: Running) -> None:
    client = service.as_staff()
    assert (await client.put("/notes/revision")).status_code == 428
    assert (await client.put("/notes/revision", headers={"If-Match": '"2"'})).json()["current"] == 3
    assert (await client.put("/notes/revision", headers={"If-Match": "nonsense"})).status_code == 422
    done = await client.put("/notes/revision", headers={"If-Match": '"3"'})
    assert done.headers["etag"] == '"4"'


async def test_a_department_gets_its_fields_and_no_others(service: Running) -> None:
    await service.as_staff().post("/notes", json={"words": "a"})
    seen = await service.as_department("civil-affairs", "low-income-check", note=["words"]).get("/notes")
    assert seen.json() == {"items": [{"words": "a"}], "next": None}
    without = await service.as_department("civil-affairs", "low-income-check").get("/notes")
    assert without.status_code == 403
    writing = service.as_department("civil-affairs", "low-income-check", note=["words"])
    assert (await writing.post("/notes", json={"words": "a"})).status_code == 403


async def test_text_that_cannot_be_stored_is_the_callers_fault(service: Running) -> None:
    answer = await service.as_staff().post("/notes", json={"words": "a\x00b"})
    assert answer.status_code == 422


def test_declared_access_is_kept_on_the_endpoint() -> None:
    async def endpoint() -> None: ...

    assert access(staff=ALL_STAFF)(endpoint).__access__.resource is None  # type: ignore[attr-defined]
