"""How long ``make up`` takes with cached downloads: a fresh checkout to healthy, the demo county in it, started again.

What is installed comes from the package manager's cache, which a first run fills; nothing else is warm.
"""

import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.figures import Figure
from chassis.migrate import ROOT

RUNS = 5
_FIRST_PORT = 18970


def _begin(checkout: Path, port: int, target: str, **extra: str) -> "subprocess.Popen[bytes]":
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = inherited | {"HUIJIA_HOME": str(checkout / ".run"), "HUIJIA_PORT": str(port)} | extra
    return subprocess.Popen(["make", target], cwd=checkout, env=environment, stdout=subprocess.DEVNULL)


def _make(checkout: Path, port: int, target: str, **extra: str) -> float:
    began = time.perf_counter()
    if _begin(checkout, port, target, **extra).wait():
        raise RuntimeError(f"make {target} failed")
    return time.perf_counter() - began


def _healthy(checkout: Path, port: int) -> float:
    """Seconds until the address answers that all is well; the web interface may still be under construction then."""
    began = time.perf_counter()
    up = _begin(checkout, port, "up", DEMO="0")
    while not _answers(port):
        if up.poll():
            raise RuntimeError("make up failed")
        time.sleep(0.05)
    taken = time.perf_counter() - began
    if up.wait():
        raise RuntimeError("make up failed")
    return taken


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _one_run(port: int) -> tuple[float, float, float]:
    folder = Path(tempfile.mkdtemp(prefix="huijia-bench-"))
    checkout = folder / "huijia"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(checkout)], check=True)
    try:
        healthy = _healthy(checkout, port)
        loaded = _make(checkout, port, "up", DEMO_PEOPLE="20000")
        _make(checkout, port, "down")
        return healthy, loaded, _make(checkout, port, "up")
    finally:
        _make(checkout, port, "down")
        shutil.rmtree(folder)


def run() -> list[Figure]:
    """Seconds of wall time."""
    _one_run(_FIRST_PORT)  # fills the cache
    runs = [_one_run(_FIRST_PORT + number) for number in range(1, RUNS + 1)]
    healthy, loaded, again = (list(values) for values in zip(*runs, strict=True))
    source = "issue 11: at most 20 s with cached downloads"
    return [
        Figure(name="fresh checkout to healthy", unit="s", ours=healthy, limit=20, source=source),
        Figure(name="20,000 people generated and loaded", unit="s", ours=loaded, limit=30, source="README: make up"),
        Figure(name="stopped to healthy", unit="s", ours=again, limit=20, source=source),
    ]
