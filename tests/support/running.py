"""A service running inside the test, called as the gateway calls it: with a signed internal token."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from chassis.app import Service, create_app
from chassis.auth import Caller, Role, sign
from chassis.keys import create_keys, load_private_key
from chassis.settings import Settings

COUNTY = "341599000000"


@dataclass(frozen=True)
class Running:
    """One started service: its application, and clients that call it as somebody."""

    app: FastAPI
    name: str
    keys: Path

    def as_staff(self, role: Role = "county-admin", division: str = COUNTY) -> httpx.AsyncClient:
        """A client for a member of staff with this role and division."""
        return self.as_caller(Caller(subject=f"test-{role}", kind="staff", role=role, division=division))

    def as_department(self, department: str, purpose: str, **fields: list[str]) -> httpx.AsyncClient:
        """A client for a department that may see ``fields`` (resource=[names])."""
        caller = Caller(
            subject=f"test-{department}",
            kind="department",
            department=department,  # type: ignore[arg-type]
            division=COUNTY,
            purpose=purpose,
            fields=fields,
        )
        return self.as_caller(caller)

    def as_caller(self, caller: Caller) -> httpx.AsyncClient:
        """A client for exactly this caller."""
        key_id, key = load_private_key(self.keys)
        headers = {"Authorization": f"Bearer {sign(caller, self.name, key_id, key)}"}
        return self._client(headers)

    def as_nobody(self) -> httpx.AsyncClient:
        """A client without a token."""
        return self._client({})

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        base = f"http://{self.name}/api/{self.name}/v1"
        return httpx.AsyncClient(transport=transport, base_url=base, headers=headers)


def settings_for(dsn: str, folder: Path, **changes: Any) -> Settings:
    """Settings of a process whose keys and files lie in ``folder``."""
    create_keys(folder / "keys")
    values = {"database_url": dsn, "home": folder, "keys_folder": folder / "keys", "role": "api", "bus": "embedded"}
    return Settings.model_validate(values | changes)


@asynccontextmanager
async def running(service: Service, dsn: str, folder: Path, **changes: Any) -> AsyncIterator[Running]:
    """Start ``service`` on ``dsn`` (role ``api`` unless changed: no bus, no sweeps) and stop it afterwards."""
    app = create_app(service, settings_for(dsn, folder, **changes))
    async with app.router.lifespan_context(app):
        yield Running(app, service.name, folder / "keys")


async def published(app: FastAPI) -> list[tuple[str, dict[str, Any]]]:
    """What lies in the service's outbox, in order: (event type, data)."""
    rows = await app.state.database.pool.fetch("SELECT type, data FROM outbox ORDER BY id")
    return [(row["type"], json.loads(row["data"])) for row in rows]
