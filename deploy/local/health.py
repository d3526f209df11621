"""Whether an installation is up, asked the way its users would: at its own address."""

import json
import time
import urllib.error
import urllib.request
from typing import Any

from deploy.local.failures import CannotGoOn, last_line
from deploy.local.home import Home
from deploy.local.supervisor import Supervisor

_BROKEN = ("BACKOFF", "FATAL", "EXITED")
# Straight to loopback, whatever proxy the environment names.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def health(home: Home) -> tuple[int, dict[str, Any]]:
    """``GET /healthz``: status and body; (0, {}) when nobody answers, or somebody else does."""
    try:
        with _opener.open(f"{home.address}/healthz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, _body(error)
    except (OSError, ValueError):
        return 0, {}


def _body(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        body = json.load(error)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def all_run(supervisor: Supervisor) -> bool:
    """Whether every process runs, or has just begun to."""
    return {info["statename"] for info in supervisor.processes().values()} <= {"RUNNING", "STARTING"}


def is_healthy(home: Home, supervisor: Supervisor) -> bool:
    """Whether every process runs and the address answers 200."""
    return all_run(supervisor) and health(home)[0] == 200


def wait_healthy(home: Home, supervisor: Supervisor, seconds: float) -> None:
    """Return once the address answers 200. Raises CannotGoOn as soon as a process fails to start."""
    until = time.monotonic() + seconds
    while not is_healthy(home, supervisor):
        refuse_broken(home, supervisor)
        if time.monotonic() > until:
            parts = not_ok(health(home)[1])
            raise CannotGoOn(
                f"{seconds:.0f} 秒后仍未就绪：{parts or '网关没有应答'}。",
                f"Not healthy after {seconds:.0f} s: {parts or 'the gateway does not answer'}.",
                home.folder / "logs",
            )
        time.sleep(0.1)


def refuse_broken(home: Home, supervisor: Supervisor) -> None:
    """Raises CannotGoOn, with the last line of its log, when a process does not stay up."""
    for name, info in supervisor.processes().items():
        if info["statename"] in _BROKEN:
            log = home.log(name)
            said = last_line(log) or info["spawnerr"]
            raise CannotGoOn(f"{name} 未能启动：{said}", f"{name} did not start: {said}", log)


def not_ok(body: dict[str, Any]) -> str:
    """The parts that ``/healthz`` reports as anything but ok."""
    parts = {**body.get("services", {}), "database": body.get("database", "ok")}
    return ", ".join(f"{name} {state}" for name, state in parts.items() if state != "ok")
