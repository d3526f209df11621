"""A whole county of a benchmark's own, brought up as a user does and gone afterwards."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.temporary_house import free_port
from chassis.migrate import ROOT
from chassis.roles import runtime_role
from deploy.local.home import Home
from deploy.local.passwords import ADMIN, saved_passwords
from deploy.local.ports import remembered
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE


@dataclass(frozen=True)
class RunningCounty:
    """One installation, with connection strings for its roles."""

    home: Home

    def dsn(self, service: str) -> str:
        """As a service's processes connect."""
        role, port = runtime_role(service), remembered(self.home)["postgres"]
        return f"postgresql://{role}:{saved_passwords(self.home)[role]}@127.0.0.1:{port}/{DATABASE}"

    @property
    def admin_dsn(self) -> str:
        """The superuser's."""
        cluster = Cluster(self.home.postgres, remembered(self.home)["postgres"], saved_passwords(self.home)[ADMIN])
        return cluster.dsn(DATABASE)

    def login(self, role: str) -> dict[str, str]:
        """The form with which the first account of a role signs in."""
        staff = json.loads(self.home.credentials.read_text())["staff"]
        account = next(each for each in staff if each["role"] == role)
        return {"grant_type": "password", "username": account["username"], "password": account["password"]}

    def local(self, command: str, **told: str) -> None:
        """``python -m deploy.local`` for it."""
        own = {"HUIJIA_HOME": str(self.home.folder), "HUIJIA_PORT": str(self.home.port), "BUS": self.home.bus}
        argv = [sys.executable, "-m", "deploy.local", command]
        environment = dict(os.environ) | {"DASHBOARD": "0"} | own | told
        subprocess.run(argv, cwd=ROOT, env=environment, check=True, capture_output=True)


@contextmanager
def running_county(bus: str = "embedded", people: int = 0) -> Iterator[RunningCounty]:
    """Healthy, with a demo county of so many people, or none."""
    folder = Path(tempfile.mkdtemp(prefix="huijia-bench-"))
    folder.chmod(0o711)
    county = RunningCounty(Home(folder / "run", free_port(), bus))
    told = {"DEMO_PEOPLE": str(people)} if people else {"DEMO": "0"}
    try:
        county.local("up", **told)
        yield county
    finally:
        county.local("down")
        shutil.rmtree(folder)
