"""``python -m drill.image``: build the image, then run every process of it as Compose would. As root on Debian.

The image makes its own secrets, prepares a database, and starts all six processes; each must be well by the image's own
health check, and end when it is told to. A backup is made between. It takes some minutes, most of them for packages.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from chassis.roles import SERVICES
from deploy.backup.restore import running
from deploy.local.home import Home
from deploy.local.interrupts import raise_on_signals
from deploy.local.ports import OTHERS, free_port
from deploy.local.postgres import Cluster
from drill.image.boxes import Boxes
from drill.image.build import TOOLS, Builder

_COUNTY = "341599000000"
_PATIENCE_SECONDS = 120
_GRACE_SECONDS = 30
# Said by the gateway's box: who one is there, that nothing can be written, and whether the web interface is shown.
_LOOK = """
import http.client, os, pathlib, ssl
try:
    pathlib.Path("/app/written").touch()
except OSError as refused:
    print(os.getuid(), refused.strerror)
context = ssl.create_default_context(cafile=os.environ["HUIJIA_INSIDE_AUTHORITY"])
asked = http.client.HTTPSConnection("127.0.0.1", int(os.environ["PORT"]), context=context)
asked.request("GET", "/", headers={"Accept": "text/html"})
print(b'<div id="' in asked.getresponse().read())
"""


class Failed(Exception):
    """What the image does not do, in words."""


def _must(done: "subprocess.CompletedProcess[str]", what: str) -> str:
    if done.returncode != 0:
        raise Failed(f"{what}: {done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def _database(folder: Path, port: int, password: Path) -> Iterator[None]:
    """An empty server whose superuser is as Compose's."""
    home = Home(folder / "database", port)
    home.make()
    cluster = Cluster(home.postgres, port, "of-this-drill")
    cluster.create()
    cluster.configure()

    with running(home, cluster):
        asyncio.run(_execute(cluster, f"CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '{password.read_text()}'"))
        yield


async def _execute(cluster: Cluster, statement: str) -> None:
    admin = await asyncpg.connect(cluster.dsn())
    await admin.execute(statement)
    await admin.close()


class Trial:
    """The county made of the image: its boxes, its ports, and what was started."""

    def __init__(self, folder: Path, builder: Builder) -> None:
        self._folder, self.secrets = folder, folder / "secrets"
        settings = {"HUIJIA_SECRETS": str(self.secrets), "HUIJIA_DOMAIN": "localhost"}
        settings |= {"HUIJIA_AUTHORITIES": str(folder / "authorities")}
        settings |= {"HUIJIA_BACKUPS": str(folder / "backups")}
        self._boxes = Boxes(builder.mount(), builder.config(), folder / "volumes", settings)
        ports: dict[str, int] = {}
        for name in SERVICES:
            ports[name] = free_port(OTHERS, ports.values())
        services = {name: f"https://127.0.0.1:{port}" for name, port in ports.items() if name != "gateway"}
        # Where Compose has a network and a broker of its own, here everything is on one machine.
        here = {"BUS": "embedded", "HUIJIA_HOST": "127.0.0.1", "HUIJIA_SERVICES": json.dumps(services)}
        self._told = {name: here | {"PORT": str(port)} for name, port in ports.items()}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def make_secrets(self, database: int) -> None:
        """By the image itself, in a folder that belongs to its user, as the guide says."""
        user, group = map(int, self._boxes.config["User"].split(":"))
        for folder in (self.secrets, self._folder / "backups"):
            folder.mkdir(mode=0o700)
            os.chown(folder, user, group)
        place = ["--county", _COUNTY, "--database", f"127.0.0.1:{database}"]
        _must(self._boxes.run("secrets", *place), "secrets were not made")

    def prepare(self) -> str:
        """Roles, tables, accounts; twice, since every start does it."""
        _must(self._boxes.run("prepare"), "the database was not prepared")
        return _must(self._boxes.run("prepare"), "the database was not prepared again").strip()

    def start(self) -> None:
        """All six, until each is well."""
        for name in SERVICES:
            self._running[name] = self._boxes.begin(name, self._log(name), **self._told[name])
        until = time.monotonic() + _PATIENCE_SECONDS
        for name in SERVICES:
            while not self._boxes.is_well(name, **self._told[name]):
                if time.monotonic() > until or self._running[name].poll() is not None:
                    raise Failed(f"{name} is not well: {self._log(name).read_text()[-2000:]}")
                time.sleep(0.5)

    def look(self) -> None:
        """The box is closed, and the gateway shows the web interface."""
        told = self._told["gateway"]
        seen = _must(self._boxes.within("gateway", "python", "-c", _LOOK, **told), "nothing could be looked at")
        if seen != f"{self._boxes.config['User'].split(':')[0]} Read-only file system\nTrue\n":
            raise Failed(f"not closed in, or no web interface: {seen}")
        _must(self._boxes.run("gateway", "deploy.recover", "password", "county-admin", **told), "no recovery")

    def back_up(self) -> str:
        """By the image, while all run."""
        _must(self._boxes.run("backup", "key", "/backups/huijia.key"), "no key for backups")
        return _must(self._boxes.run("backup"), "no backup").strip()

    def stop(self) -> None:
        """As Compose does: told to end, each ends by itself in time."""
        for process in self._running.values():
            process.terminate()
        for name, process in self._running.items():
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise Failed(f"{name} did not end within {_GRACE_SECONDS} s") from None

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"


def _drill(folder: Path, builder: Builder) -> None:
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", flush=True)

    builder.lay_bases()
    tell("bases laid")
    builder.build()
    tell("image built")
    trial, port = Trial(folder, builder), free_port(OTHERS)
    trial.make_secrets(port)
    with _database(folder, port, trial.secrets / "postgres" / "password"):
        tell(trial.prepare())
        try:
            trial.start()
            tell("all six are well by the image's own health check")
            trial.look()
            tell("the root file system is read-only, the gateway shows the web interface")
            tell(trial.back_up())
        finally:
            trial.stop()
    tell("all six ended when told to")


def main() -> int:
    """Run it in a folder of its own, which is removed afterwards; interrupted, it ends what it started."""
    raise_on_signals()
    missing = [package for program, package in TOOLS.items() if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        print(f"This drill needs root and, of Debian's packages: {' '.join(TOOLS.values())}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="huijia-image-") as folder:
        Path(folder).chmod(0o711)
        builder = Builder(Path(folder))
        try:
            _drill(Path(folder), builder)
        except (Failed, RuntimeError) as wrong:
            print(f"Error: {wrong}", file=sys.stderr)
            return 1
        finally:
            builder.forget()
    return 0


if __name__ == "__main__":
    sys.exit(main())
