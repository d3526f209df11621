"""A whole county brought up as a user does, in a folder of its own, and left without a trace."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT, free_port
from tests.e2e.collector import Collector, collecting

PEOPLE = 600


@dataclass(frozen=True)
class County:
    """A running installation."""

    home: Path
    url: str
    environment: dict[str, str]

    @property
    def credentials(self) -> dict[str, Any]:
        return json.loads((self.home / "credentials.json").read_text())

    def local(self, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m deploy.local …`` for this installation."""
        argv = [sys.executable, "-m", "deploy.local", *arguments]
        environment = self.environment | extra
        return subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def staff(self, role: str) -> httpx.Client:
        """A signed-in client for the member of staff with this role."""
        account = next(a for a in self.credentials["staff"] if a["role"] == role)
        form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
        return self._signed_in(form, {})

    def division_of(self, role: str) -> str:
        """The division that the role's account works for."""
        return next(a["division"] for a in self.credentials["staff"] if a["role"] == role)

    def department(self, name: str, purpose: str, **headers: str) -> httpx.Client:
        """A signed-in client for a department, calling for ``purpose``."""
        client = next(c for c in self.credentials["departments"] if c["department"] == name)
        form = {"grant_type": "client_credentials"}
        form |= {"client_id": client["client_id"], "client_secret": client["client_secret"]}
        return self._signed_in(form, {"X-Purpose": purpose} | headers)

    def _signed_in(self, form: dict[str, str], headers: dict[str, str]) -> httpx.Client:
        answer = httpx.post(f"{self.url}/oauth/token", data=form)
        assert answer.status_code == 200, answer.text
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        return httpx.Client(base_url=self.url, headers=bearer | headers, timeout=30)


def eventually(read: Callable[[], Any], seconds: float = 15) -> Any:
    """The first true result of ``read``; what crosses the bus takes a moment."""
    until = time.monotonic() + seconds
    while not (result := read()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)
    return result


@pytest.fixture(scope="session")
def traces() -> Iterator[Collector]:
    """Where the running county sends its traces."""
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="session")
def running_county(tmp_path_factory: pytest.TempPathFactory, traces: Collector) -> Iterator[County]:
    """One county for all end-to-end tests, with a demo county of 600 people."""
    home, port = tmp_path_factory.mktemp("county") / "run", free_port()
    own = {
        "HUIJIA_HOME": str(home),
        "HUIJIA_PORT": str(port),
        "DEMO_PEOPLE": str(PEOPLE),
        "BUS": "embedded",
        "DASHBOARD": "0",
        "OTEL_EXPORTER_OTLP_ENDPOINT": traces.url,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    county = County(home, f"http://127.0.0.1:{port}", dict(os.environ) | own)
    started = county.local("up")
    assert started.returncode == 0, started.stdout + started.stderr
    yield county
    stopped = county.local("down")
    assert stopped.returncode == 0, stopped.stdout + stopped.stderr
