"""Last month's meeting in the demo county, half way, through the public API.

Departments hand in what they learnt of that month; two rolls are still owed. The rows are matched and the meeting
has begun: some differences are put right, some are answered, most wait. What happened is what ``demo generate`` let
happen in the year after the day on which it drew the county.
"""

import asyncio
import csv
import io
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from demo.client import Client, Json, LoadFailed
from demo.county_year import county_year
from demo.extracts import DEPARTMENT, ExtractRow, month_bounds, month_extracts
from demo.generate import Plan

_MEETINGS = "/api/registry/v1/reconciliation"
_STILL_OWED = ("enrolment", "social-insurance")
_MOST_ROWS = 150
_SETTLED, _ANSWERED = 8, 6
_REMEDIES = ("register-birth", "register-death")
_TRIES, _PAUSE_SECONDS = 900, 0.1
_ALWAYS = {"X-Purpose": "register-reconciliation"}
_CASE = {"X-Case-Reference": "DEMO-DUIZHANG"}
"""Public security names a case before it reads (C7)."""


def drawn_on(today: date) -> date:
    """The day on which the county is drawn, so that the last month that is over is the first of its year."""
    last_month = today.replace(day=1) - timedelta(days=1)
    return last_month.replace(day=1) - timedelta(days=1)


def table_of(columns: Sequence[str], rows: Sequence[ExtractRow]) -> bytes:
    """A .csv as a department's spreadsheet saves it."""
    out = io.StringIO()
    lines = [[row.cells.get(column, "") for column in columns] for row in rows]
    csv.writer(out, lineterminator="\n").writerows([columns, *lines])
    return out.getvalue().encode("utf-8-sig")


def add_meeting(url: str, credentials: Path, folder: Path) -> str:
    """One line that says what is there now. Raises LoadFailed."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    plan = Plan(truth["people"], truth["seed"], date.fromisoformat(truth["as_of"]), truth["bad_share"])
    return asyncio.run(_add(url, json.loads(credentials.read_text(encoding="utf-8")), plan))


async def _add(url: str, accounts: Json, plan: Plan) -> str:
    first, last = month_bounds(plan.as_of + timedelta(days=1), 0)
    # Drawn before anybody signs in: it takes seconds in which no connection is looked after.
    handed = _extracts(plan, first, last)
    async with AsyncExitStack() as stack:
        known = next((each for each in accounts["staff"] if each["role"] == "county-officer"), None)
        if known is None:
            raise LoadFailed("没有县级账号 there is no county-officer")
        officer = await _signed_in(stack, Client(url, known["username"], known["password"]))
        meeting = await _opened(officer, first[:7])
        if meeting["state"] != "collecting" or meeting["present"]:
            return "已有会议，未作改动 there is a meeting already, nothing was changed"
        offices = {each["department"]: await _signed_in(stack, _of(url, each)) for each in accounts["departments"]}
        # An interrupted load goes on where it was.
        before = {each["kind"] for each in await _submissions(officer, meeting["id"])}
        for kind, rows in handed.items():
            if kind not in before:
                await _hand_in(offices[DEPARTMENT[kind]], meeting["id"], kind, rows)
        await _until(lambda: _is_read(officer, meeting["id"], len(handed)))
        for asked, reached in (("matching", "reviewing"), ("meeting", "meeting")):
            await _step(officer, meeting["id"], asked, reached)
        present = {"departments": sorted({DEPARTMENT[kind] for kind in handed})}
        await officer.call("PUT", f"{_MEETINGS}/sessions/{meeting['id']}/present", json=present)
        settled = await _begin(officer, offices, meeting["id"])
    return f"{sum(map(len, handed.values()))} 行对账数据 rows handed in, {settled} 项已办 differences settled"


def _extracts(plan: Plan, first: str, last: str) -> dict[str, list[ExtractRow]]:
    """What departments hand in by its kind: the first rows of each roll, and nothing of those that are still owed."""
    extracts = month_extracts(county_year(plan), first, last, plan.seed)
    return {kind: list(rows[:_MOST_ROWS]) for kind, rows in extracts.items() if rows and kind not in _STILL_OWED}


async def _signed_in(stack: AsyncExitStack, client: Client) -> Client:
    await stack.enter_async_context(client)
    await client.sign_in()
    return client


def _of(url: str, known: Json) -> Client:
    always = _ALWAYS | (_CASE if known["department"] == "public-security" else {})
    return Client.of_department(url, known["client_id"], known["client_secret"], always)


async def _opened(officer: Client, period: str) -> Json:
    """The month's meeting: opened here, unless the calendar was quicker."""
    known = (await officer.call("GET", f"{_MEETINGS}/sessions?period={period}"))["items"]
    return known[0] if known else await officer.call("POST", f"{_MEETINGS}/sessions", json={"period": period})


async def _hand_in(office: Client, meeting: str, kind: str, rows: Sequence[ExtractRow]) -> None:
    content = table_of(list(dict.fromkeys(name for row in rows for name in row.cells)), rows)

    def form() -> aiohttp.FormData:
        data = aiohttp.FormData(quote_fields=False)
        data.add_field("file", content, filename=f"{kind}.csv", content_type="text/csv")
        return data

    await office.call("POST", f"{_MEETINGS}/submissions?session={meeting}&kind={kind}", form)


async def _submissions(officer: Client, meeting: str) -> list[Json]:
    found = await officer.call("GET", f"{_MEETINGS}/submissions?session={meeting}&limit=100")
    return list(found["items"])


async def _is_read(officer: Client, meeting: str, handed: int) -> bool:
    return sum(each["finished_at"] is not None for each in await _submissions(officer, meeting)) >= handed


async def _step(officer: Client, meeting: str, asked: str, reached: str) -> None:
    path = f"{_MEETINGS}/sessions/{meeting}"

    async def stands() -> bool:
        return bool((await officer.call("GET", path))["state"] == reached)

    await officer.change(path, f"{path}/steps", {"to": asked})
    await _until(stands)


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(_TRIES):
        if await holds():
            return
        await asyncio.sleep(_PAUSE_SECONDS)
    raise LoadFailed("对账会议没有进展 the meeting does not go on")


async def _begin(officer: Client, offices: Mapping[str, Client], meeting: str) -> int:
    """Some of the agenda: put right in the register, or answered by its owner; how many are settled."""
    agenda = (await officer.call("GET", f"{_MEETINGS}/discrepancies?session={meeting}&limit=200"))["items"]
    settled = [case for case in agenda if case["remedy"] in _REMEDIES][:_SETTLED]
    for case in settled:
        await _put_right(officer, offices, case)
    owed = [case for case in agenda if case["owner"] in offices and case not in settled][:_ANSWERED]
    for number, case in enumerate(owed):
        answer = {"outcome": "needs-time", "note": "正在核对原始档案"}
        if number % 2:
            answer = {"outcome": "no-difference", "note": "与原件一致"}
        await offices[case["owner"]].call("POST", f"{_MEETINGS}/discrepancies/{case['id']}/answers", json=answer)
    return len(settled)


async def _put_right(officer: Client, offices: Mapping[str, Client], case: Json) -> None:
    path = f"{_MEETINGS}/discrepancies/{case['id']}"
    if case["owner"] in offices:
        answer: dict[str, Any] = {"outcome": "register-is-wrong"}
        await offices[case["owner"]].call("POST", f"{path}/answers", json=answer)
    await officer.change(path, f"{path}/resolution", {"resolution": "put-right-here"})
    unnamed = case["remedy"] == "register-birth" and not (case["about"] or {}).get("child_name")
    await officer.change(path, f"{path}/application", {"name": "新生儿"} if unnamed else {})
