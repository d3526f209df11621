"""A gateway in a process of its own, before two small services, on a real database."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from chassis import roles
from chassis.keys import create_keys
from chassis.migrate import migrate
from tests.conftest import ROOT, Server, free_port

COUNTY = "341599000000"
ROLES = ("county-admin", "county-officer", "township-officer", "village-worker", "finance-officer", "auditor")
DEPARTMENTS = ("public-security", "civil-affairs", "education", "health", "human-resources")
SERVICES = ("registry", "followup")


@dataclass
class Place:
    """Everything that runs, and how to reach it."""

    folder: Path
    server: Server
    database: str
    port: int
    services: dict[str, int]
    credentials: dict[str, Any]
    environment: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def dsn(self, role: str) -> str:
        password = self.server.passwords[role]
        return f"postgresql://{role}:{password}@127.0.0.1:{self.server.cluster.port}/{self.database}"

    def client(self, token: str | None = None, **headers: str) -> httpx.Client:
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.Client(base_url=self.address, headers=headers, timeout=20)

    def token(self, name: str) -> str:
        """The access token of a role or a department, got once."""
        if name not in self.tokens:
            answer = httpx.post(f"{self.address}/oauth/token", data=self.grant(name), timeout=20)
            assert answer.status_code == 200, answer.text
            self.tokens[name] = answer.json()["access_token"]
        return self.tokens[name]

    def grant(self, name: str) -> dict[str, str]:
        for staff in self.credentials["staff"]:
            if staff["username"] == name:
                return {"grant_type": "password", "username": name, "password": staff["password"]}
        client = next(c for c in self.credentials["departments"] if c["client_id"] == name)
        return {"grant_type": "client_credentials", "client_id": name, "client_secret": client["client_secret"]}

    def staff(self, role: str = "county-admin", **headers: str) -> httpx.Client:
        return self.client(self.token(role), **headers)

    def department(self, name: str, **headers: str) -> httpx.Client:
        return self.client(self.token(name), **headers)

    def approve(self, proposed: httpx.Response, by: str = "auditor") -> httpx.Response:
        """What somebody else answers to an administrator's proposal: yes."""
        assert proposed.status_code == 202, proposed.text
        return self.staff(by).post(f"/api/gateway/v1/access-changes/{proposed.json()['id']}/approval")

    def move(self, name: str, division: str) -> None:
        """Let an account work elsewhere, as its division's replacement does."""
        change = uuid4()
        self.rows(
            """
            INSERT INTO access_changes
            VALUES ($1, 'follow-division', $2, '{}', NULL, 'approved', now(), 'a', now(), 'b')
            """,
            change,
            name,
        )
        self.rows("UPDATE accounts SET division = $2, change_id = $3 WHERE name = $1", name, division, change)

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """The result of a query as the gateway's owner."""

        async def fetch() -> list[dict[str, Any]]:
            connection = await asyncpg.connect(self.dsn(roles.owner_role("gateway")))
            try:
                return [dict(row) for row in await connection.fetch(query, *values)]
            finally:
                await connection.close()

        return asyncio.run(fetch())

    def seen(self, service: str = "registry") -> dict[str, Any]:
        return httpx.get(f"http://127.0.0.1:{self.services[service]}/seen").json()

    def run(self, name: str, app: str, port: int, **environment: str) -> None:
        argv = [sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port)]
        protocol = "gateway.connection:Connection" if app == "gateway.main:app" else "httptools"
        argv += ["--no-access-log", "--loop", "uvloop", "--http", protocol, "--log-level", "warning"]
        log = (self.folder / f"{name}.log").open("ab")
        told = os.environ | self.environment | environment
        self.processes[name] = subprocess.Popen(argv, cwd=ROOT, env=told, stdout=log, stderr=log)
        self._wait(name, port)

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def _wait(self, name: str, port: int) -> None:
        # A start takes two seconds; a machine that is busy with other things may need many more.
        until = time.monotonic() + 120
        while time.monotonic() < until:
            assert self.processes[name].poll() is None, self.log(name)
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(f"{name} did not start: {self.log(name)}")


def make_credentials() -> dict[str, Any]:
    staff = [
        {"username": role, "password": secrets.token_urlsafe(18), "role": role, "division": COUNTY} for role in ROLES
    ]
    clients = [
        {"client_id": name, "client_secret": secrets.token_urlsafe(24), "department": name} for name in DEPARTMENTS
    ]
    return {"staff": staff, "departments": clients}


async def _make_database(postgres: Server, name: str) -> None:
    admin = await asyncpg.connect(postgres.cluster.dsn())
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE huijia_template STRATEGY wal_log")
    await admin.close()
    role = roles.owner_role("gateway")
    for grantee in roles.all_roles():
        admin = await asyncpg.connect(postgres.cluster.dsn())
        await admin.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {grantee}")
        await admin.close()
    await migrate("gateway", f"postgresql://{role}:{postgres.passwords[role]}@127.0.0.1:{postgres.cluster.port}/{name}")


def _environment(place: Place) -> dict[str, str]:
    addresses = {name: f"http://127.0.0.1:{port}" for name, port in place.services.items()}
    return {
        "SERVICE": "gateway",
        "DATABASE_URL": place.dsn(roles.runtime_role("gateway")),
        "HUIJIA_HOME": str(place.folder),
        "HUIJIA_KEYS": str(place.folder / "keys"),
        "HUIJIA_SERVICES": json.dumps(addresses),
        "HUIJIA_ROLE": "api",
        "HUIJIA_DASHBOARD": str(place.folder / "dashboard"),
        "HUIJIA_ANSWER_TIMEOUT": "1.5",
        "HUIJIA_SENDING_TIMEOUT": "1.5",
        "HUIJIA_HEAD_TIMEOUT": "1.5",
    }


def run_bootstrap(place: Place) -> str:
    path = place.folder / "credentials.json"
    path.write_text(json.dumps(place.credentials))
    argv = [sys.executable, "-m", "gateway.bootstrap", str(path)]
    done = subprocess.run(argv, cwd=ROOT, env=os.environ | place.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="package")
def place(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Started once for all tests of the gateway."""
    folder = tmp_path_factory.mktemp("gateway")
    create_keys(folder / "keys")
    name = f"gateway_{secrets.token_hex(6)}"
    asyncio.run(_make_database(postgres, name))
    services = {service: free_port() for service in SERVICES}
    running = Place(folder, postgres, name, free_port(), services, make_credentials())
    running.environment = _environment(running)
    try:
        run_bootstrap(running)
        for service, port in services.items():
            running.run(service, "tests.gateway.upstream:app", port, SERVICE=service)
        running.run("gateway", "gateway.main:app", running.port)
        yield running
    finally:
        for process in list(running.processes):
            running.stop(process)
