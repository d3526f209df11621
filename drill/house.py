"""The county that is drilled: in a folder of its own, on a small disk of its own where that can be had, wired up.

The gateway reaches each service, and each process the database, by a wire (``drill.wires``) that the drill can cut. The
wires are laid once the county is up, by writing their ports into the processes' environments and starting them again.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import asyncpg

from chassis.roles import SERVICES, runtime_role
from deploy.local.home import ROOT, Home, write_private_json
from deploy.local.passwords import ADMIN, saved_passwords
from deploy.local.ports import remembered
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE
from deploy.local.supervisor import Supervisor, connect
from drill.wires import Wire

_PATIENCE_SECONDS = 300
_REMEMBERED_SECONDS = 1
_UMOUNT = ("umount",)
_DISK = "size=1500m,mode=0711"
# What runs in a disk this small must not keep a log of gigabytes.
_MOST_LOG = "ALTER SYSTEM SET max_wal_size = '256MB'"


@dataclass(frozen=True)
class House:
    """One county under drill. ``wires``: ``database``, and each service's name for the gateway's way to it."""

    home: Home
    wires: dict[str, Wire]
    own_disk: bool
    outage: float
    """Seconds that whatever is taken away stays away."""

    @property
    def cluster(self) -> Cluster:
        """The database itself, not by its wire."""
        return Cluster(self.home.postgres, remembered(self.home)["postgres"], saved_passwords(self.home)[ADMIN])

    def dsn(self, service: str) -> str:
        """A service's own connection string, not by the wire."""
        role, port = runtime_role(service), remembered(self.home)["postgres"]
        return f"postgresql://{role}:{saved_passwords(self.home)[role]}@127.0.0.1:{port}/{DATABASE}"

    async def admin(self) -> asyncpg.Connection:
        """A superuser's connection."""
        return await asyncpg.connect(self.cluster.dsn(DATABASE))

    def supervisor(self) -> Supervisor:
        """Who starts again what falls over; the drill never hits it."""
        found = connect(self.home)
        if found is None:
            raise RuntimeError("the supervisor does not answer")
        return found

    async def healthy(self) -> None:
        """Return once the address has said for a while that all is well: it remembers for a moment what it found."""
        until, well_since = time.monotonic() + _PATIENCE_SECONDS, None
        async with aiohttp.ClientSession(self.home.address, timeout=aiohttp.ClientTimeout(total=5)) as session:
            while time.monotonic() < until:
                well_since = (well_since or time.monotonic()) if await _is_well(session) else None
                if well_since is not None and time.monotonic() - well_since > _REMEMBERED_SECONDS:
                    return
                await asyncio.sleep(0.1)
        raise RuntimeError(f"not healthy within {_PATIENCE_SECONDS} s")

    def tell(self, service: str, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
        """Change what a process is told at its next start."""
        path = self.home.environment(service)
        write_private_json(path, change(json.loads(path.read_text())))


async def _is_well(session: aiohttp.ClientSession) -> bool:
    try:
        async with session.get("/healthz") as answer:
            return answer.status == 200
    except (aiohttp.ClientError, OSError, TimeoutError):
        return False


def local(home: Home, *command: str) -> None:
    """``python -m deploy.local`` for this county."""
    own = {"HUIJIA_HOME": str(home.folder), "HUIJIA_PORT": str(home.port), "BUS": home.bus, "DASHBOARD": "0"}
    # The drill does its own work; nothing of theirs is looked at.
    own |= {"DEMO_MOVES": "0", "DEMO_MEETING": "0"}
    told = dict(os.environ) | {"DEMO_PEOPLE": os.environ.get("DEMO_PEOPLE", "400")} | own
    subprocess.run([sys.executable, "-m", "deploy.local", *command], cwd=ROOT, env=told, check=True)


@contextmanager
def _disk() -> Iterator[tuple[Path, bool]]:
    """A folder, and whether it is a disk of its own: only root may mount one."""
    with tempfile.TemporaryDirectory(prefix="huijia-drill-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", _DISK, "huijia-drill", folder]
        own = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        try:
            yield Path(folder), own
        finally:
            if own:
                subprocess.run([*_UMOUNT, folder], check=True)


@asynccontextmanager
async def drilled_house(port: int, bus: str, outage: float) -> AsyncIterator[House]:
    """Up, wired and healthy; stopped and removed at the end."""
    with _disk() as (folder, own_disk):
        home = Home(folder / "run", port, bus)
        wires: dict[str, Wire] = {}
        try:
            await asyncio.to_thread(local, home, "up")
            house = House(home, wires, own_disk, outage)
            await _lay_wires(house)
            yield house
        finally:
            await asyncio.to_thread(local, home, "down")
            for wire in wires.values():
                await wire.take_up()
            if kept := os.environ.get("DRILL_LOGS"):
                await asyncio.to_thread(shutil.copytree, home.folder / "logs", kept, dirs_exist_ok=True)


async def _lay_wires(house: House) -> None:
    ports = remembered(house.home)
    house.wires["database"] = await Wire(ports["postgres"]).lay()
    for service in SERVICES:
        if service != "gateway":
            house.wires[service] = await Wire(ports[service]).lay()
    for service in SERVICES:
        house.tell(service, lambda told: _by_wire(house, ports["postgres"], told))
    connection = await house.admin()
    await connection.execute(_MOST_LOG)
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()
    await asyncio.to_thread(start_again, house)
    await house.healthy()


def _by_wire(house: House, direct: int, told: dict[str, str]) -> dict[str, str]:
    wired = {"DATABASE_URL": told["DATABASE_URL"].replace(f":{direct}/", f":{house.wires['database'].port}/")}
    if "HUIJIA_SERVICES" in told:
        names = [name for name in house.wires if name != "database"]
        wired["HUIJIA_SERVICES"] = json.dumps({name: f"http://127.0.0.1:{house.wires[name].port}" for name in names})
    return told | wired


def stop_wholly(house: House, *names: str) -> None:
    """Return once none of the named processes is left, nor will be started again.

    Asked more than once: who was just killed does not run, cannot be stopped, and is started again a moment later.
    """
    controller, until = house.supervisor(), time.monotonic() + _PATIENCE_SECONDS
    while any(controller.processes()[name]["statename"] != "STOPPED" for name in names):
        if time.monotonic() > until:
            raise RuntimeError(f"{', '.join(names)} did not stop within {_PATIENCE_SECONDS} s")
        controller.stop(*names)
        time.sleep(0.1)


def start_again(house: House) -> None:
    """Every service and the gateway, properly stopped and started."""
    stop_wholly(house, *SERVICES)
    house.supervisor().start(*SERVICES)
