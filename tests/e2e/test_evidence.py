"""``huijia verify`` on a running county: all is well, and says so of every chain."""

import subprocess
import sys

from tests.conftest import ROOT
from tests.e2e.conftest import County


def test_every_chain_of_a_running_county_verifies(running_county: County) -> None:
    with running_county.staff("county-admin") as admin:
        assert admin.get("/api/registry/v1/persons", params={"limit": 5}).status_code == 200
    argv = [sys.executable, "-m", "deploy.evidence", "verify"]
    told = running_county.environment | {"HUIJIA_HOME": str(running_county.home)}
    done = subprocess.run(argv, cwd=ROOT, env=told, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 7 and all(line.startswith("ok") for line in lines), done.stdout
