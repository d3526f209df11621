"""An Apache Kafka of a benchmark's own, as ``BUS=kafka make up`` runs it; gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.temporary_house import free_port
from chassis.migrate import ROOT

_RUN = ROOT / "deploy" / "kafka" / "run"
# Jars are fetched once for all runs: fetching them is not what is measured.
_JARS = ROOT / ".run" / "kafka" / "lib"
_SECONDS = 120


def lacking() -> str:
    """What this machine has not got for it, in words; empty where it can run."""
    missing = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"Kafka needs {' and '.join(missing)}" if missing else ""


@contextmanager
def broker() -> Iterator[str]:
    """Its ``host:port``."""
    home, port = Path(tempfile.mkdtemp(prefix="huijia-bench-")), free_port()
    told = dict(os.environ) | {"HUIJIA_HOME": str(home), "KAFKA_PORT": str(port), "KAFKA_LIB": str(_JARS)}
    with (home / "kafka.log").open("wb") as log:
        process = subprocess.Popen([str(_RUN)], env=told, stdout=log, stderr=log)
    try:
        _wait(process, port)
        yield f"127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(home)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("Kafka did not start")
