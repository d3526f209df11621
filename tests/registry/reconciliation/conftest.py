"""A meeting in the running registry: extracts are handed in as departments do it, and worked off at once."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.auth import Caller
from gateway.disclosure.lint import load_resources
from gateway.settings import HERE
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.work_off import Workplace, work_off_queue
from services.registry.wiring import SERVICE
from tests.conftest import Database
from tests.registry.conftest import DIVISIONS, VILLAGE, Registry, citizen_number
from tests.support.running import running

PERIOD, FIRST = "2026-10", date(2026, 10, 1)
NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
PURPOSE = "register-reconciliation"


def resources() -> dict[str, list[str]]:
    """Every resource with all of its fields, as if a policy gave a department everything."""
    return {name: resource.fields for name, resource in load_resources(HERE / "policies").items()}


@dataclass
class Meeting:
    """One month's meeting, and ways to bring it forward."""

    registry: Registry
    id: str

    async def department(self, name: str) -> httpx.AsyncClient:
        caller = Caller(
            subject=f"test-{name}",
            kind="department",
            department=name,  # type: ignore[arg-type]
            purpose=PURPOSE,
            fields=resources(),
        )
        return await self.registry.as_caller(caller)

    async def hand_in(self, kind: str, given: Sequence[Sequence[str]] | bytes, expect: int = 202, **more: Any) -> Any:
        """Upload rows (by the kind's own header) or a whole file as its department, and let it be read."""
        content = given if isinstance(given, bytes) else sheet(kind, given)
        by = more.pop("by", None) or await self.department(kinds()[kind].department)
        params = {"session": self.id, "kind": kind} | more
        files = {"file": (f"{kind}.csv", content)}
        answer = await self.registry.call(
            "POST", "/reconciliation/submissions", expect, params=params, files=files, by=by
        )
        if expect != 202:
            return answer
        await self.work()
        return await self.registry.call("GET", f"/reconciliation/submissions/{answer['id']}", by=by)

    async def verdicts(self, submission: dict[str, Any]) -> dict[int, str]:
        """Row → code, of the rows that were not taken."""
        page = await self.registry.call("GET", f"/reconciliation/submissions/{submission['id']}/verdicts")
        return {verdict["row"]: verdict["code"] for verdict in page["items"]}

    async def work(self) -> None:
        state = self.registry.running.app.state
        await work_off_queue(Workplace(state.database, state.settings.keys_folder, state.settings.home))

    async def show(self) -> dict[str, Any]:
        return await self.registry.call("GET", f"/reconciliation/sessions/{self.id}")

    async def step(self, to: str, expect: int = 200, **more: Any) -> Any:
        client = await self.registry.staff()
        read = await client.get(f"/reconciliation/sessions/{self.id}")
        headers = {"If-Match": read.headers["etag"]}
        return await self.registry.call(
            "POST", f"/reconciliation/sessions/{self.id}/steps", expect, json={"to": to} | more, headers=headers
        )

    async def match(self) -> dict[str, Any]:
        await self.step("matching")
        await self.work()
        return await self.show()

    async def found(self, **params: str) -> list[dict[str, Any]]:
        """The discrepancies of the meeting."""
        page = await self.registry.call(
            "GET", "/reconciliation/discrepancies", params={"session": self.id, "limit": "200"} | params
        )
        return page["items"]


def sheet(kind: str, rows: Sequence[Sequence[str]], header: Sequence[str] | None = None) -> bytes:
    """CSV in UTF-8 under the kind's Chinese header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header or [column.zh for column in kinds()[kind].columns])
    writer.writerows(rows)
    return out.getvalue().encode()


async def open_meeting(registry: Registry, period: str = PERIOD) -> Meeting:
    opened = await registry.call("POST", "/reconciliation/sessions", 201, json={"period": period})
    return Meeting(registry, opened["id"])


@pytest.fixture
async def registry(county: Database, tmp_path: Path) -> AsyncIterator[Registry]:
    """As everywhere, but on a database that has the other services' tables as well."""
    async with running(SERVICE, county.dsn("registry"), tmp_path) as service, AsyncExitStack() as stack:
        registry = Registry(service, stack)
        await registry.call("PUT", "/divisions", json={"items": DIVISIONS})
        await registry.forget_events()
        yield registry


@pytest.fixture
async def meeting(registry: Registry) -> Any:
    """The meeting on October 2026, collecting, on the last day for extracts."""
    with registry.at(NOW):
        yield await open_meeting(registry)


async def person(registry: Registry, name: str, born: str, sex: int = 1, **changes: Any) -> dict[str, Any]:
    """A person with a number, which comes with the answer."""
    number = citizen_number(date.fromisoformat(born), sex)
    entered = await registry.person(name=name, birth_date=born, sex=sex, citizen_number=number, **changes)
    return entered | {"number": number}


def death_row(who: dict[str, Any], died: str, **changes: str) -> list[str]:
    """A row of a death kind."""
    told = {"name": who["name"], "number": who["number"], "sex": "男" if who["sex"] == 1 else "女"}
    told |= {"born": who["birth_date"].replace("-", ""), "died": died, "division": VILLAGE} | changes
    return list(told.values())
