"""The supervisor of one installation (supervisord): its configuration, its start, and how it is spoken to."""

import http.client
import os
import resource
import shlex
import subprocess
import sys
import time
import xmlrpc.client
from pathlib import Path
from typing import Any, cast

from deploy.local.failures import CannotGoOn, last_line
from deploy.local.holders import is_held
from deploy.local.home import ROOT, Home, write_private, write_private_json
from deploy.local.passwords import SUPERVISOR, saved_passwords
from deploy.local.ports import remembered
from deploy.local.programs import MEMORY, Program, inherited_environment

NAME = "supervisord"
_USER = "huijia"
# Reached over loopback with a random password, because the path of a socket file may not exceed 107 bytes.
_CONFIG = """[supervisord]
nodaemon=true
silent=true
identifier=huijia
umask=077
logfile={log}
logfile_maxbytes=10MB
logfile_backups=2
pidfile={pidfile}
minfds={descriptors}
{user}
[inet_http_server]
port=127.0.0.1:{port}
username={name}
password={password}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
# Whatever ends within half a minute is said to have failed at its start, and is tried again, later and later, for
# more than an hour: its database may be coming back.
_PROGRAM = """
[program:{name}]
command={command}
directory={root}
autostart=false
autorestart=true
startsecs=30
startretries=100
stopsignal={signal}
stopwaitsecs={seconds}
stopasgroup={group}
killasgroup=true
redirect_stderr=true
stdout_logfile={log}
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=3
"""


class _Transport(xmlrpc.client.Transport):
    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        connection = super().make_connection(host)
        connection.timeout = 10
        return connection


def _escaped(text: str | Path) -> str:
    return str(text).replace("%", "%%")


def _command(home: Home, program: Program) -> str:
    environment = str(home.environment(program.name)) if program.environment else "-"
    argv = [sys.executable, "-m", "deploy.local.held", str(home.lock(program.name)), environment, *program.argv]
    return _escaped(shlex.join(argv))


def write_config(home: Home, port: int, password: str, programs: list[Program]) -> None:
    """Write the supervisor's configuration, and each program's environment file beside it."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    parts = [
        _CONFIG.format(
            log=_escaped(home.log(NAME)),
            pidfile=_escaped(home.folder / "supervisord.pid"),
            descriptors=4096 if limit == resource.RLIM_INFINITY else min(4096, limit),
            user="user=root\n" if os.geteuid() == 0 else "",
            port=port,
            name=_USER,
            password=password,
        )
    ]
    for program in programs:
        write_private_json(home.environment(program.name), program.environment)
        parts.append(_section(home, program))
    write_private(home.supervisor_config, "".join(parts))


def _section(home: Home, program: Program) -> str:
    return _PROGRAM.format(
        name=program.name,
        command=_command(home, program),
        root=_escaped(ROOT),
        signal=program.stop_signal,
        seconds=program.stop_seconds,
        # PostgreSQL's own children must be ended by PostgreSQL.
        group="false" if program.name == "postgres" else "true",
        log=_escaped(home.log(program.name)),
    )


class Supervisor:
    """A running supervisor, spoken to over XML-RPC."""

    def __init__(self, port: int, password: str) -> None:
        address = f"http://{_USER}:{password}@127.0.0.1:{port}/RPC2"
        self._rpc: Any = xmlrpc.client.ServerProxy(address, transport=_Transport()).supervisor

    def answers(self) -> bool:
        """Whether it is there and lets us in."""
        try:
            return cast(str, self._rpc.getIdentification()) == "huijia"
        except (OSError, xmlrpc.client.Error, http.client.HTTPException):
            return False

    def processes(self) -> dict[str, dict[str, Any]]:
        """Name → supervisord's ProcessInfo (statename, pid, start, now, spawnerr …)."""
        return {info["name"]: info for info in self._rpc.getAllProcessInfo()}

    def start(self, *names: str) -> None:
        """Begin to start programs, without waiting for them."""
        for name in names:
            self._rpc.startProcess(name, False)

    def stop(self, *names: str) -> None:
        """Begin to stop those of the programs that run, all at the same time."""
        for name in names:
            try:
                self._rpc.stopProcess(name, False)
            except xmlrpc.client.Fault:
                # Not running: that is what was asked for.
                continue

    def shut_down(self) -> None:
        """Begin to stop whatever still runs, and then the supervisor itself."""
        self._rpc.shutdown()


def connect(home: Home) -> Supervisor | None:
    """This installation's supervisor, or None when it does not run or does not answer."""
    # Only a process that holds our lock is given the password.
    if not is_held(home.lock(NAME)):
        return None
    found = Supervisor(remembered(home)[NAME], saved_passwords(home)[SUPERVISOR])
    return found if found.answers() else None


def start(home: Home) -> "subprocess.Popen[bytes]":
    """Start the supervisor, out of reach of this terminal's Ctrl-C, and return when it can be found by its lock.

    Use ``wait_ready`` before speaking to it.
    """
    argv = [sys.executable, "-m", "deploy.local.held", str(home.lock(NAME)), "-"]
    argv += [sys.executable, "-m", "deploy.local.supervise", "-n", "-c", str(home.supervisor_config)]
    with home.log("supervisord.start").open("wb") as log:
        process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=inherited_environment() | MEMORY,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    while process.poll() is None and not is_held(home.lock(NAME)):
        time.sleep(0.01)
    return process


def wait_ready(home: Home, process: "subprocess.Popen[bytes]", supervisor: Supervisor, seconds: float = 20) -> None:
    """Return once ``supervisor`` answers. Raises CannotGoOn when it ended or ``seconds`` are over."""
    until = time.monotonic() + seconds
    while not supervisor.answers():
        if process.poll() is not None or time.monotonic() > until:
            log = home.log("supervisord.start")
            said = last_line(log)
            raise CannotGoOn(f"进程管理器未能启动：{said}", f"The supervisor did not start: {said}", log)
        time.sleep(0.05)
