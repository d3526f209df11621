"""Two counties on one machine: each with its own database, migrant services and gateway, as processes to be killed.

What a handover between counties needs and nothing more: no registry, so residents are written where its events would
have put them.
"""

import asyncio
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from bench.temporary_house import free_port
from chassis import roles
from chassis.bus.schema import create_bus_schema
from chassis.keys import EXCHANGE_KEYS_FILE, create_keys
from chassis.migrate import ROOT, migrate
from deploy.local.postgres import Cluster

COUNTIES = ("341599", "329999")
_SERVICES = ("migrants", "gateway")
_SECONDS_TO_START = 120


@dataclass
class Installation:
    """One county's side: ``kill`` and ``start`` its processes, ask its database."""

    county: str
    home: Path
    place: str
    passwords: dict[str, str]
    app: str
    """The ASGI application that is its migrant services."""
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in _SERVICES})
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its gateway's."""
        return f"http://127.0.0.1:{self.ports['gateway']}"

    def dsn(self, service: str) -> str:
        """As the service runs."""
        return self._as(roles.runtime_role(service))

    def owner_dsn(self, service: str) -> str:
        """As the schema's owner."""
        return self._as(roles.owner_role(service))

    def bus_owner_dsn(self) -> str:
        """As the owner of the bus's tables."""
        return self._as(roles.BUS_OWNER)

    def _as(self, role: str) -> str:
        return f"postgresql://{role}:{self.passwords[role]}@{self.place}"

    def start(self, *services: str) -> None:
        """Start these (or both) and return when they answer."""
        for service in services or _SERVICES:
            module = self.app if service == "migrants" else "gateway.main:app"
            argv = [sys.executable, "-m", "uvicorn", module, "--host", "127.0.0.1", "--port", str(self.ports[service])]
            argv += ["--no-access-log", "--loop", "uvloop", "--http", "httptools", "--log-level", "warning"]
            told = os.environ | self._environment(service)
            with (self.home / f"{service}.log").open("ab") as log:
                self.processes[service] = subprocess.Popen(argv, cwd=ROOT, env=told, stdout=log, stderr=log)
        for service in services or _SERVICES:
            self._wait(service)

    def kill(self, *services: str) -> None:
        """``kill -9``."""
        for service in services or _SERVICES:
            process = self.processes.pop(service, None)
            if process is not None:
                process.kill()
                process.wait()

    def _wait(self, service: str) -> None:
        until = time.monotonic() + _SECONDS_TO_START
        path = "/oauth/nothing" if service == "gateway" else "/healthz"
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.ports[service]}{path}", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                if time.monotonic() > until or self.processes[service].poll() is not None:
                    said = (self.home / f"{service}.log").read_text()[-2000:]
                    raise RuntimeError(f"{self.county} {service} did not start: {said}") from None
                time.sleep(0.05)

    def _environment(self, service: str) -> dict[str, str]:
        return {
            "SERVICE": service,
            "DATABASE_URL": self.dsn(service),
            "HUIJIA_HOME": str(self.home),
            "HUIJIA_KEYS": str(self.home / "keys"),
            "HUIJIA_SERVICES": json.dumps({"migrants": f"http://127.0.0.1:{self.ports['migrants']}"}),
            "HUIJIA_LIMITS": str(self.home / "limits.yaml"),
            "PYTHONPATH": str(ROOT),
        }

    def introduce(self, *others: "Installation", address: dict[str, str] | None = None) -> None:
        """Write its directory: who the others are and where they answer (``address``: county → another way there)."""
        entries = [_entry(other, (address or {}).get(other.county, other.address)) for other in others]
        (self.home / "counties.yaml").write_text(json.dumps({"here": self.county, "counties": entries}))


def _entry(other: Installation, address: str) -> dict[str, Any]:
    keys = json.loads((other.home / "keys" / EXCHANGE_KEYS_FILE).read_text())
    public = {use: [{name: key[name] for name in ("kid", "x", "from")} for key in keys[use]] for use in keys}
    return {"county": other.county, "name": {"zh": other.county, "en": other.county}, "address": address} | public


@contextmanager
def two_installations(app: str = "services.migrants.main:app") -> Iterator[tuple[Installation, Installation]]:
    """Prepared and introduced to each other; not started yet. Killed and removed at the end."""
    home = Path(tempfile.mkdtemp(prefix="huijia-two-"))
    home.chmod(0o711)
    cluster = Cluster(home / "postgres", free_port(), secrets.token_hex(8))
    cluster.create()
    cluster.configure()
    argv = [sys.executable, "-m", "deploy.local.postgres", str(cluster.data), str(cluster.port)]
    with (home / "postgres.log").open("wb") as log:
        server = subprocess.Popen(argv, stdout=log, stderr=log, cwd=ROOT)
    both: list[Installation] = []
    try:
        cluster.wait_ready()
        passwords = {role: secrets.token_hex(8) for role in roles.all_roles()}
        both += [_installation(home, cluster, county, passwords, app) for county in COUNTIES]
        asyncio.run(_prepare(cluster, both))
        here, there = both
        here.introduce(there)
        there.introduce(here)
        yield here, there
    finally:
        for each in both:
            each.kill()
        server.send_signal(signal.SIGINT)
        server.wait(60)
        shutil.rmtree(home)


def _installation(home: Path, cluster: Cluster, county: str, passwords: dict[str, str], app: str) -> Installation:
    own = home / county
    own.mkdir()
    create_keys(own / "keys")
    many = "{rate: 1000000, burst: 1000000}"
    (own / "limits.yaml").write_text(f"staff: {many}\ndepartment: {many}\naddress: {many}\n")
    return Installation(county, own, f"127.0.0.1:{cluster.port}/huijia_{county}", passwords, app)


async def _prepare(cluster: Cluster, both: list[Installation]) -> None:
    admin = await asyncpg.connect(cluster.dsn())
    await roles.create_roles(admin, both[0].passwords)
    for each in both:
        await admin.execute(f"CREATE DATABASE huijia_{each.county}")
    await admin.close()
    for each in both:
        admin = await asyncpg.connect(cluster.dsn(f"huijia_{each.county}"))
        await roles.create_schemas(admin, f"huijia_{each.county}")
        await admin.close()
        owner = await asyncpg.connect(each.bus_owner_dsn())
        await create_bus_schema(owner)
        await owner.close()
        for service in _SERVICES:
            await migrate(service, each.owner_dsn(service))
