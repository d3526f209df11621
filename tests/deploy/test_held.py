"""A program holds its file for as long as any of its processes lives, and no longer."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from deploy.local.holders import holders, is_held
from tests.conftest import ROOT
from tests.deploy.installation import eventually

# Prints what it was told, starts a child that inherits everything, and waits.
_PROGRAM = """
import os, time
print(os.environ["TOLD"], flush=True)
if os.fork() == 0:
    time.sleep(60)
time.sleep(60)
"""


def _begin(lock: Path, environment: str) -> "subprocess.Popen[str]":
    argv = [sys.executable, "-m", "deploy.local.held", str(lock), environment, sys.executable, "-c", _PROGRAM]
    return subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _told(tmp_path: Path) -> str:
    path = tmp_path / "environment.json"
    path.write_text(json.dumps({"TOLD": "a secret; with % and 'quotes'"}))
    return str(path)


def test_a_child_that_outlives_its_parent_still_holds(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    assert not is_held(lock)
    process = _begin(lock, _told(tmp_path))
    assert process.stdout is not None and process.stdout.readline() == "a secret; with % and 'quotes'\n"
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    eventually(lambda: len(holders(lock)) == 2)
    process.kill()
    process.wait()
    assert is_held(lock) and len(holders(lock)) == 1
    os.kill(holders(lock)[0], signal.SIGKILL)
    eventually(lambda: not is_held(lock), 5)
    assert holders(lock) == []


def test_a_second_one_is_refused(tmp_path: Path) -> None:
    first = _begin(tmp_path / "lock", _told(tmp_path))
    assert first.stdout is not None
    first.stdout.readline()
    second = _begin(tmp_path / "lock", _told(tmp_path))
    _, err = second.communicate(timeout=10)
    assert second.returncode != 0 and "Already running" in err and len(err.splitlines()) == 1
    for pid in holders(tmp_path / "lock"):
        os.kill(pid, signal.SIGKILL)
    first.wait()


def test_who_only_looks_does_not_stand_in_the_way(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    argv = [sys.executable, "-m", "deploy.local.held", str(lock), "-", sys.executable, "-c", "print('ran')"]
    for _ in range(4):
        process = subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        while process.poll() is None:
            is_held(lock)
        assert process.communicate()[0] == "ran\n"
