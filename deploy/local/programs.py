"""The programs of one installation: what each is called, how it is run, and what its environment tells it."""

import json
import os
import re
import sys
from dataclasses import dataclass, field

from chassis.roles import SERVICES, owner_role, runtime_role
from deploy.local.home import ROOT, Home
from deploy.serve.__main__ import command

DATABASE = "huijia"
# Everything else in the user's environment (PGHOST, DATABASE_URL, WEB_CONCURRENCY, PYTHONPATH …) was meant for
# another program and must not reach ours.
_INHERITED = re.compile(r"PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|JAVA_HOME|MAVEN_.*|HUIJIA_.*|SSL_CERT_.*|OTEL_.*")
MEMORY = {"MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_ARENA_MAX": "2"}
"""Services give what they free back to the system at once: else glibc keeps the 19 MB of each password that was ever
checked, and an arena for each thread. Read as a process begins, so the supervisor has it for its copies."""


@dataclass(frozen=True)
class Program:
    """One supervised process; ``environment`` may hold passwords and is never part of its command line."""

    name: str
    argv: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    stop_seconds: int = 20


def inherited_environment() -> dict[str, str]:
    """The part of the user's environment that our programs run in."""
    return {name: value for name, value in os.environ.items() if _INHERITED.fullmatch(name)}


def names(home: Home) -> list[str]:
    """Every program of the installation, in the order of their starts."""
    return ["postgres", *(["kafka"] if home.runs_kafka else []), *SERVICES]


def programs(home: Home, ports: dict[str, int], passwords: dict[str, str]) -> list[Program]:
    """All of them, for the supervisor's configuration."""
    found = [_postgres(home, ports)]
    if home.runs_kafka:
        found.append(_kafka(home, ports))
    return found + [_service(service, home, ports, passwords) for service in SERVICES]


def database_url(role: str, ports: dict[str, int], passwords: dict[str, str]) -> str:
    """The connection string of one role."""
    return f"postgresql://{role}:{passwords[role]}@127.0.0.1:{ports['postgres']}/{DATABASE}"


def service_environment(service: str, home: Home, ports: dict[str, int], passwords: dict[str, str]) -> dict[str, str]:
    """What one service's process is told; the gateway alone also learns where the others are."""
    told = {
        "SERVICE": service,
        "HUIJIA_HOME": str(home.folder),
        "HUIJIA_ENV": "local",
        "HUIJIA_KEYS": str(home.keys),
        "HUIJIA_PORT": str(home.port),
        "PORT": str(ports[service]),
        "DATABASE_URL": database_url(runtime_role(service), ports, passwords),
        "BUS": home.bus,
    }
    if home.bus == "kafka":
        told["KAFKA_BOOTSTRAP"] = home.kafka_bootstrap or f"127.0.0.1:{ports['kafka']}"
    if service == "gateway":
        addresses = {name: f"http://127.0.0.1:{ports[name]}" for name in SERVICES if name != "gateway"}
        told["HUIJIA_SERVICES"] = json.dumps(addresses)
    return told


def migration_environment(service: str, home: Home, ports: dict[str, int], passwords: dict[str, str]) -> dict[str, str]:
    """A service's environment, and the owner role that only its migrations may use."""
    owner = database_url(owner_role(service), ports, passwords)
    return service_environment(service, home, ports, passwords) | {"MIGRATION_DATABASE_URL": owner}


def _postgres(home: Home, ports: dict[str, int]) -> Program:
    argv = [sys.executable, "-m", "deploy.local.postgres", str(home.postgres), str(ports["postgres"])]
    # INT is PostgreSQL's fast shutdown: it closes connections, and writes everything out.
    return Program("postgres", argv, stop_signal="INT", stop_seconds=60)


def _kafka(home: Home, ports: dict[str, int]) -> Program:
    told = {"HUIJIA_HOME": str(home.folder), "KAFKA_PORT": str(ports["kafka"])}
    return Program("kafka", [str(ROOT / "deploy" / "kafka" / "run")], told, stop_seconds=60)


def _service(service: str, home: Home, ports: dict[str, int], passwords: dict[str, str]) -> Program:
    told = service_environment(service, home, ports, passwords)
    # No proxy stands in front here: X-Forwarded-For from loopback would be a way round the limits per address.
    return Program(service, [sys.executable, *command(service, told)], told)
