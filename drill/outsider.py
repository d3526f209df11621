"""The county's own proof, asked as an auditor asks it: a process of its own that knows the keys and the database."""

import os
import subprocess
import sys

from deploy.local.home import ROOT
from drill.house import House
from drill.invariants import Verdict


def chains_hold(house: House) -> Verdict:
    """``huijia verify``: every audit chain, its checkpoint, and the access log with its receipts."""
    told = dict(os.environ) | {"HUIJIA_HOME": str(house.home.folder), "HUIJIA_PORT": str(house.home.port)}
    argv = [sys.executable, "-m", "deploy.evidence", "verify"]
    done = subprocess.run(argv, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    wrong = sum(line.startswith("WRONG") for line in lines) + (done.returncode == 2)
    return Verdict("audit chains and access log verify", sum(line[:5] in ("ok   ", "WRONG") for line in lines), wrong)
