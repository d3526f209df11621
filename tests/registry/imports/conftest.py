"""A registry with a small county, and the worker called by hand so that each step can be looked at."""

import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from chassis.auth import Role
from chassis.identifiers import check_character
from services.registry.imports.carry_out_import import Workshop
from services.registry.imports.columns import columns
from services.registry.imports.work_off_imports import work_off_queue
from services.registry.wiring import SERVICE
from tests.conftest import Database
from tests.support.running import COUNTY, Running, running

TOWN, VILLAGE, OTHER_VILLAGE = "341599001000", "341599001001", "341599001002"
ELSEWHERE = "319999000000"
_DIVISIONS = [
    (COUNTY, "示范县", "county"),
    (TOWN, "青山镇", "town"),
    (VILLAGE, "东王村", "village"),
    (OTHER_VILLAGE, "西李村", "village"),
]
TITLES = [column.zh for column in columns()]


def citizen_number(birth: str = "19800131", sequence: int = 1, place: str = "341599") -> str:
    """A number with the right check character; an odd sequence is a man's."""
    digits = f"{place}{birth}{sequence:03d}"
    return digits + check_character(digits)


def person(**cells: Any) -> dict[str, Any]:
    """A good row by English names; ``cells`` replace or add."""
    row: dict[str, Any] = {
        "name": "王小明",
        "citizen_number": citizen_number(),
        "sex": "男",
        "birth_date": "19800131",
        "ethnic_group": "汉族",
        "registered_division": VILLAGE,
        "residence_division": VILLAGE,
    }
    return row | cells


def csv_file(*rows: dict[str, Any], encoding: str = "utf-8", titles: list[str] = TITLES) -> bytes:
    """The rows as an office's .csv under the contract's header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles)
    names = [column.name for column in columns()]
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue().encode(encoding)


def counts(**given: int) -> dict[str, int]:
    """An import's counts; those not given are 0."""
    names = ("read", "created", "updated", "unchanged", "rejected", "possible_duplicates")
    return dict.fromkeys(names, 0) | given


@dataclass
class Office:
    """A running registry, its worker, and ways to look behind it."""

    service: Running
    home: Path
    dsn: str

    @property
    def pool(self) -> asyncpg.Pool:
        return self.service.app.state.database.pool

    @property
    def workshop(self) -> Workshop:
        state = self.service.app.state
        return Workshop(state.database, state.sealer, state.settings.keys_folder)

    def client(self, role: Role = "county-admin", division: str = COUNTY) -> httpx.AsyncClient:
        return self.service.as_staff(role, division)

    async def upload(self, content: bytes, name: str = "people.csv", **caller: Any) -> str:
        async with self.client(**caller) as client:
            answer = await client.post("/imports", files={"file": (name, content)})
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "queued"
        return answer.json()["id"]

    async def work(self) -> int:
        return await work_off_queue(self.workshop, self.home)

    async def show(self, import_id: str) -> dict[str, Any]:
        async with self.client() as client:
            return (await client.get(f"/imports/{import_id}")).json()

    async def take_in(self, content: bytes, name: str = "people.csv", **caller: Any) -> dict[str, Any]:
        """Upload and work off; how the import then stands."""
        import_id = await self.upload(content, name, **caller)
        await self.work()
        return await self.show(import_id)

    async def rejections(self, import_id: str) -> list[list[str]]:
        async with self.client() as client:
            answer = await client.get(f"/imports/{import_id}/rejections.csv")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    async def undo(self, import_id: str, **caller: Any) -> httpx.Response:
        async with self.client(**caller) as client:
            return await client.post(f"/imports/{import_id}/undo")

    async def events(self) -> list[tuple[str, dict[str, Any]]]:
        rows = await self.pool.fetch("SELECT type, data FROM outbox ORDER BY id")
        return [(row["type"].split(".")[3], json.loads(row["data"])) for row in rows]


@pytest.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    """The registry with its divisions; requests only, no background work."""
    async with running(SERVICE, database.dsn("registry"), tmp_path) as service:
        office = Office(service, tmp_path, database.dsn("registry"))
        values = [(code, name, level, date(2020, 1, 1)) for code, name, level in _DIVISIONS]
        await office.pool.executemany(
            "INSERT INTO divisions (code, name, level, valid_from) VALUES ($1,$2,$3,$4)", values
        )
        yield office
