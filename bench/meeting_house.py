"""A registry of its own with the demo county in it, and departments that hand in extracts as they do in service."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import httpx
import xlsxwriter
from fastapi import FastAPI

from bench.temporary_registry import TemporaryRegistry
from chassis.app import create_app
from chassis.auth import Caller, sign
from chassis.keys import load_private_key
from chassis.settings import Settings
from demo.extracts import DEPARTMENT, ExtractRow
from demo.generate import PEOPLE_FOLDER, Plan, generate
from gateway.disclosure.lint import load_resources
from gateway.settings import HERE
from services.registry.imports.carry_out_import import Workshop
from services.registry.imports.work_off_imports import work_off_queue as work_off_imports
from services.registry.persons.identity import find
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.work_off import Workplace, work_off_queue
from services.registry.wiring import SERVICE

_COUNTY = "341599000000"
_XLSX, _NDJSON = ("marriages", "low-income"), ("social-insurance", "hospital-births")
"""How each department sends what it has; the others send .csv."""
_ADMIN = Caller(subject="county-officer", kind="staff", role="county-admin", division=_COUNTY)


@dataclass
class House:
    """The running registry."""

    app: FastAPI
    place: TemporaryRegistry
    client: httpx.AsyncClient
    fields: dict[str, list[str]] = field(default_factory=dict)

    async def call(self, method: str, path: str, by: str | None = None, **options: Any) -> Any:
        """As the county's officer, or as a department. Raises RuntimeError for a refusal."""
        key_id, key = load_private_key(self.place.home / "keys")
        caller = _ADMIN if by is None else self._department(by)
        headers = {"Authorization": f"Bearer {sign(caller, 'registry', key_id, key)}"} | options.pop("headers", {})
        answer = await self.client.request(method, path, headers=headers, **options)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer.json() | {"etag": answer.headers.get("etag")}

    async def read(self, path: str) -> bytes:
        """A file, as the county's officer."""
        key_id, key = load_private_key(self.place.home / "keys")
        headers = {"Authorization": f"Bearer {sign(_ADMIN, 'registry', key_id, key)}"}
        answer = await self.client.get(path, headers=headers)
        answer.raise_for_status()
        return answer.content

    def _department(self, name: str) -> Caller:
        purpose = "register-reconciliation"
        return Caller(subject=name, kind="department", department=name, purpose=purpose, fields=self.fields)  # type: ignore[arg-type]

    async def load(self, plan: Plan) -> None:
        """The demo county, through the same door as every other import."""
        folder = self.place.home / "county"
        # In a process of its own: what making people takes is not the registry's memory.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            await asyncio.get_running_loop().run_in_executor(pool, generate, plan, folder)
        with (folder / "divisions.csv").open(encoding="utf-8", newline="") as lines:
            items = [{**line, "parent": line["parent"] or None} for line in csv.DictReader(lines)]
        for start in range(0, len(items), 500):
            await self.call("PUT", "/divisions", json={"items": items[start : start + 500]})
        for path in sorted((folder / PEOPLE_FOLDER).iterdir()):
            await self.call("POST", "/imports", files={"file": (path.name, path.read_bytes())})
        state = self.app.state
        keys = state.settings.keys_folder
        await work_off_imports(Workshop(state.database, state.sealer, keys), state.settings.home)

    async def hand_in(self, session_id: str, kind: str, rows: Sequence[ExtractRow]) -> str:
        """As the department that has the kind; the submission's id."""
        return await self.hand_in_file(session_id, kind, extract_file(kind, rows))

    async def hand_in_file(self, session_id: str, kind: str, file: tuple[str, bytes]) -> str:
        """The same, of a file (name, content) that was made before."""
        params = {"session": session_id, "kind": kind}
        by = DEPARTMENT[kind]
        told = await self.call("POST", "/reconciliation/submissions", by, params=params, files={"file": file})
        return str(told["id"])

    async def work(self) -> None:
        """What the background loop would do."""
        state = self.app.state
        await work_off_queue(Workplace(state.database, state.settings.keys_folder, state.settings.home))

    async def step(self, session_id: str, to: str) -> None:
        """Take the meeting on."""
        etag = (await self.call("GET", f"/reconciliation/sessions/{session_id}"))["etag"]
        path = f"/reconciliation/sessions/{session_id}/steps"
        await self.call("POST", path, json={"to": to}, headers={"If-Match": etag})

    async def ids_of(self, numbers: Sequence[str]) -> dict[str, str]:
        """Citizen number → the person who holds it here now."""
        indexes = {find(self.app.state.sealer, number): number for number in numbers if number}
        rows = await self.app.state.database.pool.fetch(
            "SELECT id, citizen_number_index AS held FROM persons WHERE citizen_number_index = ANY($1)", list(indexes)
        )
        return {indexes[row["held"]]: str(row["id"]) for row in rows}


def first_row(kind: str) -> int:
    """The number of the first record's row in its file."""
    return 1 if kind in _NDJSON else 2


def extract_file(kind: str, rows: Sequence[ExtractRow]) -> tuple[str, bytes]:
    """Name and content of what the department sends."""
    columns = kinds()[kind].columns
    if kind in _NDJSON:
        names = {column.zh: column.name for column in columns}
        lines = ({names[zh]: value for zh, value in row.cells.items() if value} for row in rows)
        return f"{kind}.ndjson", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    table = [[column.zh for column in columns], *([r.cells.get(c.zh, "") for c in columns] for r in rows)]
    if kind in _XLSX:
        return f"{kind}.xlsx", _workbook(table)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    encoding = "gb18030" if DEPARTMENT[kind] == "public-security" else "utf-8-sig"
    return f"{kind}.csv", out.getvalue().encode(encoding)


def _workbook(table: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(table):
            for place, cell in enumerate(cells):
                sheet.write_string(at, place, cell)
    return out.getvalue()


@asynccontextmanager
async def meeting_house(place: TemporaryRegistry) -> AsyncIterator[House]:
    """Started, and stopped afterwards; background work is done when ``work`` is called."""
    keys = place.home / "keys"
    values = {"database_url": place.dsn, "home": place.home, "keys_folder": keys, "role": "api", "bus": "embedded"}
    app = create_app(SERVICE, Settings.model_validate(values))
    fields = {name: resource.fields for name, resource in load_resources(Path(HERE) / "policies").items()}
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        base = "http://registry/api/registry/v1"
        async with httpx.AsyncClient(transport=transport, base_url=base, timeout=None) as client:
            yield House(app, place, client, fields)
