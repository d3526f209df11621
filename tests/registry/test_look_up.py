"""The shorter way to a look-up by number gives what the route gives, and leaves everything unusual to it."""

from datetime import date
from typing import Any

import httpx
import msgspec
import pytest

from chassis.auth import Caller
from chassis.problems import BadPayload
from services.registry.persons import routes
from tests.registry.conftest import FAR_VILLAGE, Registry, citizen_number
from tests.support.running import COUNTY

SCHOOL = Caller(
    subject="school",
    kind="department",
    department="education",
    division=COUNTY,
    purpose="school-enrolment",
    fields={"person": ["name", "birth_date"]},
)


def told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    names = ("content-type", "content-length", "huijia-subjects", "huijia-route")
    return answer.status_code, answer.content, {name: answer.headers[name] for name in names}


async def both_ways(client: httpx.AsyncClient, number: str) -> tuple[httpx.Response, httpx.Response]:
    """The plain form, and the same question with a member more, which the route takes."""
    if client.headers.get("x-try") == "post":
        first = await client.post("/persons/search", json={"citizen_number": number})
        return first, await client.post("/persons/search", json={"citizen_number": number, "limit": 20})
    first = await client.get("/persons", params={"citizen_number": number})
    return first, await client.get("/persons", params={"citizen_number": number, "limit": 50})


@pytest.mark.parametrize("method", ["get", "post"])
async def test_it_answers_as_the_route_does(registry: Registry, method: str) -> None:
    number = citizen_number(date(1990, 5, 17), 1)
    person = await registry.person(citizen_number=number, phone="19000001234", note="听力障碍")
    far = await registry.staff("village-worker", FAR_VILLAGE)
    for client in (await registry.staff(), far, await registry.as_caller(SCHOOL)):
        client.headers["x-try"] = method
        short, long = await both_ways(client, number)
        assert told(short) == told(long) and short.status_code == 200
        if client is not far:
            assert short.headers["huijia-subjects"] == person["id"]
    assert short.json()["items"] == [{"name": "王小明", "birth_date": "1990-05-17"}]


async def test_it_is_taken(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither route is reached by the plain form, and both by any other."""
    number = citizen_number(date(1990, 5, 17), 1)
    await registry.person(citizen_number=number)
    reached = []

    async def noting(*given: Any) -> Any:
        reached.append(1)
        raise BadPayload(faults=[])

    monkeypatch.setattr(routes, "search_by_number", noting)
    monkeypatch.setattr(routes, "search", noting)
    client = await registry.staff()
    plain = (
        await client.get("/persons", params={"citizen_number": number}),
        await client.post("/persons/search", json={"citizen_number": number}),
    )
    assert [each.status_code for each in plain] == [200, 200] and not reached
    other = (
        await client.get("/persons", params={"citizen_number": number, "limit": 3}),
        await client.post("/persons/search", json={"citizen_number": number, "limit": 3}),
        await client.post("/persons/search", json={"citizen_number": number}, headers={"Idempotency-Key": "a" * 20}),
    )
    assert [each.status_code for each in other] == [422, 422, 422] and len(reached) == 3
    unnamed = await client.post("/persons/search", content=f'{{"citizen_number":"{number}"}}')
    assert unnamed.status_code == 422 and len(reached) == 3


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_whatever_is_refused_is_refused_by_the_route(registry: Registry, method: str) -> None:
    wrong = "341599199005170000"
    asked: dict[str, Any] = {"params": {"citizen_number": wrong}}
    path = "/persons"
    if method == "POST":
        asked, path = {"json": {"citizen_number": wrong}}, "/persons/search"
    problem = await registry.call(method, path, 422, **asked)
    assert problem["errors"][0]["pointer"] == ("query/citizen_number" if method == "GET" else "#/citizen_number")
    unpurposed = await registry.as_caller(msgspec.structs.replace(SCHOOL, purpose=None))
    assert (await unpurposed.request(method, path, **asked)).status_code == 403
    client = await registry.staff()
    nobody = await client.request(method, path, headers={"authorization": "Bearer x"}, **asked)
    assert nobody.status_code == 401 and nobody.headers["content-type"] == "application/problem+json"
