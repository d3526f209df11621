"""Care in the demo county, through the public API: people of three villages who agreed to it during the last year.

What their villages kept on paper is entered as such papers are: the day of each consent and visit is in the past. Most
visits were made in time, some late, some forgotten, and one month went badly, so that lists, scores and control charts
have something to show. Only care that everybody understands is told of: checks for the old, visits after an operation.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from demo.client import Client, Json, LoadFailed, accounts_of

_CARE, _REGISTRY = "/api/followup/v1", "/api/registry/v1"
_VILLAGES, _ELDERS, _ADULTS = 3, 36, 12
_AT_ONCE, _ENTRIES_A_CALL = 8, 100
_TRIES, _PAUSE_SECONDS = 300, 0.2
# Days since the operation: at eight days a visit is due today or tomorrow, at the last ones all are past.
_SINCE = (6, 7, 8, 9, 18, 29, 44, 66, 88, 110, 140, 171)
_MONTH, _BAD_MONTH_BEGAN, _BAD_MONTH_ENDED = 30, 170, 135


class Asked(NamedTuple):
    """Who asked for which care, counted from when; agreed to on that day."""

    person_id: str
    protocol: str
    anchor_on: date


def ask(people: Sequence[Json], village: str, today: date) -> list[Asked]:
    """The village's elders have their yearly check in different months; its adults had an operation at some time."""
    here = [p for p in people if p["living"] and p["residence_division"] == village]
    ordered = sorted(here, key=lambda p: (p["birth_date"], p["name"], p["sex"]))
    elders = [p for p in ordered if today.year - int(p["birth_date"][:4]) in range(66, 86)][:_ELDERS]
    adults = [p for p in ordered if today.year - int(p["birth_date"][:4]) in range(25, 56)][:_ADULTS]
    checks = (Asked(p["id"], "older-people", _check_day(today, at)) for at, p in enumerate(elders))
    visits = (
        Asked(p["id"], "after-procedure", today - timedelta(days)) for p, days in zip(adults, _SINCE, strict=False)
    )
    return [*checks, *visits]


def _check_day(today: date, number: int) -> date:
    return today - timedelta(days=_MONTH * (number % 12) + 12 + number // 12)


def outcomes(visits: Sequence[Json], today: date) -> Iterator[Json]:
    """What the paper says of each visit that is past: one in eleven is missing, one in seven came late."""
    for number, visit in enumerate(visits):
        due, latest = date.fromisoformat(visit["due_on"]), date.fromisoformat(visit["latest_on"])
        late = number % 7 == 5 or (_in_bad_month(due, today) and number % 3 > 0)
        day = latest + timedelta(days=4) if late else due
        if number % 11 != 3 and day < today - timedelta(days=2):
            yield {"client_id": str(uuid4()), "visit_id": visit["id"], "outcome": "done", "done_on": str(day)}


def _in_bad_month(due: date, today: date) -> bool:
    return today - timedelta(days=_BAD_MONTH_BEGAN) <= due < today - timedelta(days=_BAD_MONTH_ENDED)


def add_care(url: str, credentials: Path, today: date) -> str:
    """One line that says what is there now. Raises LoadFailed."""
    return asyncio.run(_add(url, accounts_of(credentials, ("village-worker", "township-officer")), today))


async def _add(url: str, accounts: dict[str, Json], today: date) -> str:
    of = {role: Client(url, each["username"], each["password"]) for role, each in accounts.items() if role in _CARERS}
    worker, township = of["village-worker"], of["township-officer"]
    async with worker, township:
        await asyncio.gather(worker.sign_in(), township.sign_in())
        if (await township.call("GET", f"{_CARE}/plans?state=active&limit=1"))["items"]:
            return "已有随访计划，未作改动 there is care already, nothing was changed"
        own = accounts["village-worker"]["division"]
        planned = made = 0
        for village in await _villages(township, accounts["township-officer"]["division"], own):
            carer = worker if village == own else township
            visits = await _plan(carer, ask(await carer.people_of(village), village, today))
            planned += len(visits)
            made += await _enter(carer, list(outcomes(visits, today)))
    return f"{planned} 次随访 visits, {made} 次已访 made"


_CARERS = ("village-worker", "township-officer")


async def _villages(township: Client, town: str, own: str) -> list[str]:
    """The worker's own village first."""
    found = await township.call("GET", f"{_REGISTRY}/divisions?level=village&limit=500")
    others = [each["code"] for each in found["items"] if each["parent"] == town and each["code"] != own]
    return [own, *others][:_VILLAGES]


async def _plan(carer: Client, asked: Sequence[Asked]) -> list[Json]:
    """Everybody's visits, by the day on which they are due."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def agreed(one: Asked) -> list[Json]:
        async with turn:
            return await _agree(carer, one)

    plans = await asyncio.gather(*(agreed(one) for one in asked))
    return sorted((visit for visits in plans for visit in visits), key=lambda v: (v["due_on"], v["id"]))


async def _agree(carer: Client, asked: Asked) -> list[Json]:
    body = asked._asdict() | {"anchor_on": str(asked.anchor_on), "requested_by_person": True}
    plan = await _once_known(carer, body)
    consent = {"given_by": "self", "how": "paper", "text_version": plan["consent_text"]}
    given = consent | {"given_on": str(asked.anchor_on)}
    agreed = await carer.call("POST", f"{_CARE}/plans/{plan['id']}/consent", json=given)
    return list(agreed["visits"])


async def _once_known(carer: Client, body: dict[str, Any]) -> Json:
    """The new plan, as soon as the register's news of the person has come to follow-up care."""
    for _ in range(_TRIES):
        plan = await carer.unless_missing("POST", f"{_CARE}/plans", json=body)
        if plan is not None:
            return plan
        await asyncio.sleep(_PAUSE_SECONDS)
    raise LoadFailed("随访服务未收到人员信息 follow-up care did not hear of a person")


async def _enter(carer: Client, entries: Sequence[Json]) -> int:
    """How many were taken. Raises LoadFailed."""
    for start in range(0, len(entries), _ENTRIES_A_CALL):
        part = {"entries": entries[start : start + _ENTRIES_A_CALL]}
        answer = await carer.call("POST", f"{_CARE}/sync", json=part)
        if refused := [each["problem"] for each in answer["results"] if each["result"] == "refused"]:
            raise LoadFailed(f"随访结果未被接收 an entry was refused: {refused[0]}")
    return len(entries)
