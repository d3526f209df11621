"""A PostgreSQL of the benchmark's own with the registry's tables, gone afterwards. Durable, as in service."""

import asyncio
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from chassis import roles
from chassis.keys import create_keys
from chassis.migrate import ROOT, migrate
from deploy.local.postgres import Cluster

_DATABASE = "huijia_bench"


@dataclass(frozen=True)
class TemporaryRegistry:
    """Where its files lie, and connection strings for the service's role and for the superuser."""

    home: Path
    dsn: str
    admin_dsn: str


@contextmanager
def temporary_registry() -> Iterator[TemporaryRegistry]:
    """Started and migrated; stopped and removed at the end."""
    home = Path(tempfile.mkdtemp(prefix="huijia-bench-"))
    home.chmod(0o711)
    cluster = Cluster(home / "postgres", _free_port(), secrets.token_hex(8))
    cluster.create()
    cluster.configure()
    argv = [sys.executable, "-m", "deploy.local.postgres", str(cluster.data), str(cluster.port)]
    with (home / "postgres.log").open("wb") as log:
        process = subprocess.Popen(argv, stdout=log, stderr=log, cwd=ROOT)
    try:
        cluster.wait_ready()
        create_keys(home / "keys")
        yield asyncio.run(_prepare(cluster, home))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        shutil.rmtree(home)


async def _prepare(cluster: Cluster, home: Path) -> TemporaryRegistry:
    passwords = {role: secrets.token_hex(8) for role in roles.all_roles()}
    admin = await asyncpg.connect(cluster.dsn())
    await roles.create_roles(admin, passwords)
    await admin.execute(f"CREATE DATABASE {_DATABASE}")
    await admin.close()
    admin = await asyncpg.connect(cluster.dsn(_DATABASE))
    await roles.create_schemas(admin, _DATABASE)
    await admin.close()

    def dsn(role: str) -> str:
        return f"postgresql://{role}:{passwords[role]}@127.0.0.1:{cluster.port}/{_DATABASE}"

    await migrate("registry", dsn(roles.owner_role("registry")))
    return TemporaryRegistry(home, dsn(roles.runtime_role("registry")), cluster.dsn(_DATABASE))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
