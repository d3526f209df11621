"""The supervisor of an installation on a full disk: it goes on, and starts again what falls over."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from supervisor import loggers

from deploy.local import supervise
from deploy.local.supervisor import Supervisor
from tests.conftest import ROOT, free_port

_PATIENCE = 60
_FULL = Path("/dev/full")
_CONFIG = """[supervisord]
nodaemon=true
silent=true
identifier=huijia
logfile=/dev/full
pidfile={folder}/pid
[inet_http_server]
port=127.0.0.1:{port}
username=huijia
password=secret
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[program:short]
command={python} -c "print('of short life')"
startsecs=0
autorestart=true
stdout_logfile=/dev/full
"""


@pytest.mark.skipif(not _FULL.exists(), reason="no device that is always full")
def test_a_disk_without_room_for_a_log_does_not_end_the_supervisor(tmp_path: Path) -> None:
    port, config = free_port(), tmp_path / "supervisord.conf"
    config.write_text(_CONFIG.format(folder=tmp_path, port=port, python=sys.executable))
    with _FULL.open("wb") as full:
        argv = [sys.executable, "-m", "deploy.local.supervise", "-n", "-c", str(config)]
        process = subprocess.Popen(argv, cwd=ROOT, stdout=full, stderr=full)
    try:
        controller, starts = Supervisor(port, "secret"), set[int]()
        until = time.monotonic() + _PATIENCE
        while len(starts) < 3:
            assert process.poll() is None, "the supervisor ended"
            assert time.monotonic() < until, f"started {len(starts)} times"
            if controller.answers():
                starts.add(controller.processes()["short"]["pid"])
            starts.discard(0)
            time.sleep(0.02)
    finally:
        process.kill()
        process.wait()


def test_a_log_that_could_not_make_way_for_the_next_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    handler = loggers.RotatingFileHandler(str(path), maxBytes=10, backupCount=1)
    handler.close()
    monkeypatch.setattr(loggers.Handler, "handleError", supervise._say_nothing)
    for text in ("lost\n", "kept\n"):
        supervise._write_or_go_on(handler, loggers.LogRecord(loggers.LevelsByName.INFO, text))
    handler.close()
    assert path.read_text() == "kept\n"
