"""The cold start, in the order in which the parts need each other."""

import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from chassis.keys import create_keys
from chassis.roles import runtime_role
from deploy.local import database, demo_county, supervisor
from deploy.local.failures import CannotGoOn, last_line
from deploy.local.health import refuse_broken, wait_healthy
from deploy.local.home import ROOT, Home
from deploy.local.interrupts import undisturbed
from deploy.local.language import emit, text
from deploy.local.passwords import SUPERVISOR, passwords
from deploy.local.ports import choose
from deploy.local.programs import database_url, inherited_environment, names, programs
from deploy.local.supervisor import Supervisor
from deploy.local.web_interface import built_meanwhile

# A healthy start takes five seconds; a machine that is busy with other things may need many more.
_SERVICES_SECONDS, _KAFKA_SECONDS = 120, 120


def start(home: Home) -> None:
    """Start everything; return when it is healthy and an empty register has its demo county."""
    known = passwords(home)
    inner = [name for name in (supervisor.NAME, *names(home)) if name != "gateway"]
    ports = choose(home, inner) | {"gateway": home.port}
    home.remember()
    create_keys(home.keys)
    supervisor.write_config(home, ports[supervisor.NAME], known[SUPERVISOR], programs(home, ports, known))
    with _step("数据库", "database"):
        controller = _start_database(home, ports, known)
    if home.runs_kafka:
        with _step("Kafka", "Kafka"):
            _start_kafka(home, ports["kafka"], controller)
    with _step("数据表", "tables"):
        _prepare_tables(home, ports, known)
    with _step("服务", "services"):
        controller.start(*(name for name in names(home) if name not in ("postgres", "kafka")))
        wait_healthy(home, controller, _SERVICES_SECONDS)
    with built_meanwhile(home):
        demo_county.load_if_wanted(home)


@contextmanager
def _step(zh: str, en: str) -> Iterator[None]:
    began = time.monotonic()
    emit(f"  {text(zh, en)} … ", end="")
    try:
        yield
    except BaseException:
        emit("")
        raise
    emit(f"{time.monotonic() - began:.1f} s")


def _start_database(home: Home, ports: dict[str, int], known: dict[str, str]) -> Supervisor:
    controller = Supervisor(ports[supervisor.NAME], known[SUPERVISOR])
    with ThreadPoolExecutor(1) as meanwhile:
        created = meanwhile.submit(database.create_if_missing, home, known)
        with undisturbed():
            process = supervisor.start(home)
        supervisor.wait_ready(home, process, controller)
        created.result()
    database.forget_dead_server(home)
    database.archive_as_told(home)
    controller.start("postgres")
    database.wait_ready(home, ports["postgres"], controller)
    database.prepare(home, ports, known)
    return controller


def _start_kafka(home: Home, port: int, controller: Supervisor) -> None:
    log = home.log("kafka.prepare")
    with log.open("wb") as out:
        prepare = [str(ROOT / "deploy" / "kafka" / "run"), "--prepare"]
        told = {"HUIJIA_HOME": str(home.folder), "KAFKA_PORT": str(port)}
        done = subprocess.run(prepare, stdout=out, stderr=out, check=False, env=inherited_environment() | told)
    if done.returncode != 0:
        said = last_line(log)
        raise CannotGoOn(f"Kafka 未能备好：{said}", f"Kafka could not be prepared: {said}", log)
    controller.start("kafka")
    _wait_listening(home, port, controller)


def _wait_listening(home: Home, port: int, controller: Supervisor) -> None:
    until = time.monotonic() + _KAFKA_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            refuse_broken(home, controller)
            if time.monotonic() > until:
                log = home.log("kafka")
                said = last_line(log)
                raise CannotGoOn(f"Kafka 未能启动：{said}", f"Kafka did not start: {said}", log) from None
            time.sleep(0.2)


def _prepare_tables(home: Home, ports: dict[str, int], known: dict[str, str]) -> None:
    # Imported here: loading them takes as long as starting PostgreSQL, which must not wait for it.
    from deploy.local.credentials import create_if_missing, enter_accounts
    from deploy.local.migrations import migrate_all

    migrate_all(ports, known)
    create_if_missing(home, demo_county.people())
    enter_accounts(home, database_url(runtime_role("gateway"), ports, known))
