"""One installation of the real thing for a test: its own folder and port, stopped and looked after at the end."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.local.holders import holders, is_held
from tests.conftest import ROOT, free_port

# What the surrounding session may have set, and a test must not depend on.
_OURS = (
    "HUIJIA_HOME",
    "HUIJIA_PORT",
    "BUS",
    "KAFKA_BOOTSTRAP",
    "DASHBOARD",
    "DEMO",
    "DEMO_PEOPLE",
    "DEMO_BENEFITS",
    "DEMO_CARE",
    "DEMO_MOVES",
    "DEMO_MEETING",
    "FORCE",
    "LC_ALL",
    "LC_MESSAGES",
)


@dataclass
class Installation:
    """Runs ``python -m deploy.local …`` with an empty demo county, from ``root`` with ``python``."""

    home: Path
    port: int = field(default_factory=free_port)
    root: Path = ROOT
    python: Path = Path(sys.executable)
    prefix: tuple[str, ...] = ()

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _OURS}
        own = {
            "HUIJIA_HOME": str(self.home),
            "HUIJIA_PORT": str(self.port),
            "DEMO": "0",
            "DASHBOARD": "0",
            "LANG": "C.UTF-8",
        }
        return kept | own | more

    def begin(self, *command: str, **environment: str) -> "subprocess.Popen[str]":
        """Start a command in a process group of its own, as a terminal does."""
        argv = [*self.prefix, str(self.python), "-m", "deploy.local", *command]
        return subprocess.Popen(
            argv,
            cwd=self.root,
            env=self.environment(**environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str, given: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        process = self.begin(*command, **environment)
        out, err = process.communicate(given, timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def up(self, **environment: str) -> "subprocess.CompletedProcess[str]":
        """``up`` that must succeed."""
        done = self.run("up", **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def health(self) -> int:
        """The status of ``GET /healthz``; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def running(self) -> list[str]:
        return sorted(lock.name for lock in (self.home / "locks").glob("*") if is_held(lock))

    def processes(self, name: str) -> list[int]:
        return holders(self.home / "locks" / name)

    def kill(self, name: str) -> None:
        """kill -9 of the program's main process: the one that was there first."""
        os.kill(min(self.processes(name)), signal.SIGKILL)

    def read(self, name: str) -> Any:
        return json.loads((self.home / name).read_text())

    def erase(self) -> None:
        done = self.run("reset", FORCE="1")
        assert done.returncode == 0, done.stderr
        assert traces_of(self.home) == []


def traces_of(home: Path) -> list[str]:
    """Command lines of living processes that name the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(home) in command and "pytest" not in command:
            found.append(command)
    return found


def eventually(condition: Callable[[], bool], seconds: float = 90) -> None:
    """Wait for ``condition`` to hold; an assertion error when it does not in time."""
    import time

    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.1)


def only_line(done: "subprocess.CompletedProcess[str]") -> str:
    """What a failed command said on standard error: exactly one line."""
    assert done.returncode != 0
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]
