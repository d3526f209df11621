"""A running registry with two villages of one county, and ways to fill it through its own interface."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis import clock
from chassis.auth import Caller, Role
from chassis.identifiers import check_character
from chassis.migrate import migrate
from chassis.roles import SERVICES
from services.registry.wiring import SERVICE
from tests.conftest import Database, Server, connect_grants, copy_of, execute
from tests.support.emptying import emptied
from tests.support.running import COUNTY, Running, running
from tests.support.running import published as published_by

TOWN, OTHER_TOWN = "341599001000", "341599002000"
VILLAGE, NEIGHBOUR, FAR_VILLAGE = "341599001001", "341599001002", "341599002001"
ELSEWHERE = "110101001001"

DIVISIONS: list[dict[str, Any]] = [
    {"code": COUNTY, "name": "示范县", "level": "county", "parent": None},
    {"code": TOWN, "name": "大龙山镇", "level": "town", "parent": COUNTY},
    {"code": OTHER_TOWN, "name": "峨山镇", "level": "town", "parent": COUNTY},
    {"code": VILLAGE, "name": "东村", "level": "village", "parent": TOWN},
    {"code": NEIGHBOUR, "name": "西村", "level": "village", "parent": TOWN},
    {"code": FAR_VILLAGE, "name": "南村", "level": "village", "parent": OTHER_TOWN},
]

_sequence = count(1)


def citizen_number(born: date, sex: int, division: str = "341599") -> str:
    """A valid number that no other test of this process has."""
    sequence = next(_sequence) * 2 + sex % 2
    first = f"{division}{born:%Y%m%d}{sequence % 1000:03}"
    return first + check_character(first)


@dataclass
class Registry:
    """The running service, with a client per role and division."""

    running: Running
    stack: AsyncExitStack
    clients: dict[Any, httpx.AsyncClient] = field(default_factory=dict)

    @contextmanager
    def at(self, instant: datetime) -> Iterator[None]:
        """Let the clock stand at ``instant`` in the block; tokens live for a minute, so clients sign in anew."""
        self.clients.clear()
        with clock.moved_to(instant):
            yield
        self.clients.clear()

    @property
    def pool(self) -> Any:
        return self.running.app.state.database.pool

    async def staff(self, role: Role = "county-admin", division: str = COUNTY) -> httpx.AsyncClient:
        if (role, division) not in self.clients:
            client = self.running.as_staff(role, division)
            self.clients[role, division] = await self.stack.enter_async_context(client)
        return self.clients[role, division]

    async def as_caller(self, caller: Caller) -> httpx.AsyncClient:
        return await self.stack.enter_async_context(self.running.as_caller(caller))

    async def call(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Call as county-admin (or ``by``), check the status, give the body."""
        client = options.pop("by", None) or await self.staff()
        answer = await client.request(method, path, **options)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def person(self, **changes: Any) -> dict[str, Any]:
        home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
        entry = {"name": "王小明", "sex": 1, "birth_date": "1990-05-17"} | home | changes
        return await self.call("POST", "/persons", 201, json=entry)

    async def family(self, number: str = "1001") -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """A household with its head and a second member: household, head, spouse."""
        head = await self.person(name="王建国", sex=1, birth_date="1985-01-02")
        entry = {"number": number, "registered_division": VILLAGE, "head_id": head["id"]}
        household = await self.call("POST", "/households", 201, json=entry)
        member = {"household_id": household["id"], "relation_to_head": "12"}
        spouse = await self.person(name="李芳", sex=2, birth_date="1987-03-04", **member)
        return household, head, spouse

    async def published(self) -> list[tuple[str, dict[str, Any]]]:
        """(last part of the type without its version, data) of everything published so far."""
        return [(t.split(".")[3], data) for t, data in await published_by(self.running.app)]

    async def kinds(self) -> list[str]:
        return [kind for kind, _ in await self.published()]

    async def audited(self) -> list[str]:
        return [r["action"] for r in await self.pool.fetch("SELECT action FROM audit_log ORDER BY id")]

    async def forget_events(self) -> None:
        await self.pool.execute("DELETE FROM outbox")


@pytest.fixture(scope="session")
def registry_template(postgres: Server) -> str:
    """The name of a template database with the registry's tables: made once, and copied for each test."""
    name = "huijia_registry_template"
    created = f"CREATE DATABASE {name} TEMPLATE huijia_template"
    asyncio.run(execute(postgres.cluster.dsn(), created, *connect_grants(name)))
    asyncio.run(migrate("registry", Database(postgres, name).owner_dsn("registry")))
    return name


@pytest.fixture(scope="session")
def used_registry(postgres: Server, registry_template: str) -> Iterator[Database]:
    """A database with the registry's tables for all tests, each of which finds it empty."""
    yield from copy_of(postgres, registry_template)


@pytest.fixture
def database(used_registry: Database) -> Database:
    """A database with the registry's tables, empty."""
    return emptied(used_registry, "registry")


@pytest.fixture
def county(used_county: Database) -> Database:
    """A database with every service's tables, empty."""
    return emptied(used_county, *SERVICES)


@pytest.fixture
async def registry(database: Database, tmp_path: Path) -> AsyncIterator[Registry]:
    async with running(SERVICE, database.dsn("registry"), tmp_path) as service, AsyncExitStack() as stack:
        registry = Registry(service, stack)
        await registry.call("PUT", "/divisions", json={"items": DIVISIONS})
        await registry.forget_events()
        yield registry
    shutil.rmtree(tmp_path, ignore_errors=True)


def codes(problem: dict[str, Any]) -> dict[str, str]:
    """Place → code of every fault in a problem document."""
    return {fault["pointer"]: fault["code"] for fault in problem["errors"]}


def slug(problem: dict[str, Any]) -> str:
    """The last part of a problem's type."""
    return problem["type"].rsplit("/", 1)[-1]
