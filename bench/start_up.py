"""How long ``make up`` takes with cached downloads: to healthy from nothing, to the demo county loaded, and again."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from chassis.migrate import ROOT

RUNS = 5


def _local(home: Path, port: int, command: str, **extra: str) -> float:
    environment = dict(os.environ) | {"HUIJIA_HOME": str(home), "HUIJIA_PORT": str(port)} | extra
    began = time.perf_counter()
    argv = [sys.executable, "-m", "deploy.local", command]
    subprocess.run(argv, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def _one_run(port: int) -> tuple[float, float, float]:
    folder = Path(tempfile.mkdtemp(prefix="huijia-bench-"))
    home = folder / "run"
    try:
        healthy = _local(home, port, "up", DEMO="0")
        loaded = _local(home, port, "up", DEMO_PEOPLE="20000")
        _local(home, port, "down")
        again = _local(home, port, "up")
        return healthy, loaded, again
    finally:
        _local(home, port, "down")
        shutil.rmtree(folder)


def run() -> list[Figure]:
    """Seconds of wall time, five runs each; the installed environment is there, the county is not."""
    runs = [_one_run(18970 + number) for number in range(RUNS)]
    healthy, loaded, again = (list(values) for values in zip(*runs, strict=True))
    return [
        Figure(name="from nothing to healthy", unit="s", ours=healthy, limit=30, source="README: make up"),
        Figure(name="20,000 people generated and loaded", unit="s", ours=loaded, limit=30, source="README: make up"),
        Figure(name="stopped to healthy", unit="s", ours=again, limit=30, source="README: make up"),
    ]
