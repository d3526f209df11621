"""Builds the web interface beside what else a start does; the county runs without it too."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.dashboard.sources import is_fresh
from deploy.local.failures import last_line
from deploy.local.home import ROOT, Home
from deploy.local.language import emit, say, text


@contextmanager
def built_meanwhile(home: Home) -> Iterator[None]:
    """Begin to build it where its sources changed, and wait for it at the end. DASHBOARD=0 leaves it as it is."""
    if os.environ.get("DASHBOARD") == "0" or is_fresh():
        yield
        return
    log = home.log("dashboard")
    with log.open("wb") as out:
        # Kindly: the services that have just started come first.
        argv = ["nice", "-n", "5", sys.executable, "-m", "deploy.dashboard", "build"]
        process = subprocess.Popen(argv, cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        yield
        if process.poll() is None:
            say("  网页界面 …（首次需下载约 60 MB）", "  web interface … (about 60 MB to download, the first time)")
        failed = process.wait() != 0
    finally:
        process.terminate()
        process.wait()
    if failed:
        said = last_line(log)
        emit(text(f"{said}（接口照常运行；详见 {log}）", f"{said} (the API runs all the same; log: {log})"))
