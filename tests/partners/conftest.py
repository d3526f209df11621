"""A small house in processes of its own: gateway, register and follow-up on one database, as departments meet it."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chassis import roles
from chassis.identifiers import check_character
from chassis.keys import create_keys
from tests.conftest import Server, connect_grants, execute, free_port
from tests.gateway.conftest import Place, make_credentials, run_bootstrap
from tests.registry.conftest import DIVISIONS, FAR_VILLAGE, OTHER_TOWN, TOWN, VILLAGE

REGISTER, CARE = "/api/registry/v1", "/api/followup/v1"
SERVICES = ("registry", "followup")
SELF = {"given_by": "self", "how": "spoken", "text_version": "1"}
NUMBER = "34159919920312002" + check_character("34159919920312002")


class House(Place):
    """The place, with calls that tests make again and again."""

    def call(self, who: str, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Call as an account or client; the body."""
        with self.client(self.token(who), **options.pop("headers", {})) as client:
            answer = client.request(method, path, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    def person(self, **changes: Any) -> dict[str, Any]:
        home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
        entry = {"name": "李梅花", "sex": 2, "birth_date": "1992-03-12"} | home | changes
        return self.call("village-worker", "POST", f"{REGISTER}/persons", 201, json=entry)


def eventually(read: Callable[[], Any], seconds: float = 30) -> Any:
    """The first true result of ``read``; what crosses the bus takes a moment."""
    until = time.monotonic() + seconds
    while not (result := read()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
    return result


def _environment(place: Place, service: str) -> dict[str, str]:
    addresses = {name: f"http://127.0.0.1:{port}" for name, port in place.services.items()}
    return {
        "SERVICE": service,
        "DATABASE_URL": place.dsn(roles.runtime_role(service)),
        "HUIJIA_HOME": str(place.folder),
        "HUIJIA_KEYS": str(place.folder / "keys"),
        "HUIJIA_SERVICES": json.dumps(addresses),
        "HUIJIA_ROLE": "all",
        "HUIJIA_DASHBOARD": str(place.folder / "dashboard"),
        "HUIJIA_WEBHOOK_PRIVATE": "127.0.0.0/8",
    }


def _credentials() -> dict[str, Any]:
    made = make_credentials()
    divisions = {"village-worker": VILLAGE, "township-officer": TOWN}
    for staff in made["staff"]:
        staff["division"] = divisions.get(staff["role"], staff["division"])
    for name, role, division in (
        ("clinic", "township-officer", OTHER_TOWN),
        ("far-worker", "village-worker", FAR_VILLAGE),
    ):
        made["staff"].append(
            {"username": name, "password": secrets.token_urlsafe(18), "role": role, "division": division}
        )
    return made


@pytest.fixture(scope="package")
def house(postgres: Server, migrated_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Started once for all tests of this package."""
    folder: Path = tmp_path_factory.mktemp("house")
    create_keys(folder / "keys")
    name = f"house_{secrets.token_hex(6)}"
    copied = f"CREATE DATABASE {name} TEMPLATE {migrated_template} STRATEGY wal_log"
    asyncio.run(execute(postgres.cluster.dsn(), copied, *connect_grants(name)))
    ports = {service: free_port() for service in SERVICES}
    running = House(folder, postgres, name, free_port(), ports, _credentials())
    running.environment = _environment(running, "gateway")
    try:
        run_bootstrap(running)
        for service, port in ports.items():
            running.run(service, f"services.{service}.main:app", port, **_environment(running, service))
        running.run("gateway", "gateway.main:app", running.port)
        running.call("county-admin", "PUT", f"{REGISTER}/divisions", json={"items": DIVISIONS})
        yield running
    finally:
        for process in list(running.processes):
            running.stop(process)
