"""A PostgreSQL of a benchmark's own, with every service's tables, set as an installation sets it."""

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
from pathlib import Path

import asyncpg

from chassis import roles
from chassis.migrate import ROOT, migrate
from deploy.local.postgres import Cluster


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def _prepare(cluster: Cluster, passwords: dict[str, str], service: str, owner_dsn: str) -> None:
    admin = await asyncpg.connect(cluster.dsn())
    await roles.create_roles(admin, passwords)
    await roles.create_schemas(admin, "postgres")
    await admin.close()
    await migrate(service, owner_dsn)


@contextmanager
def county(service: str) -> Iterator[str]:
    """The runtime connection string of ``service`` on a fresh, migrated database; durable, unlike the tests'."""
    folder = Path(tempfile.mkdtemp(prefix="huijia-bench-"))
    cluster = Cluster(folder / "data", _free_port(), secrets.token_hex(8))
    cluster.create()
    cluster.configure(shared_buffers="512MB", max_wal_size="4GB")
    argv = [sys.executable, "-m", "deploy.local.postgres", str(cluster.data), str(cluster.port)]
    server = subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    passwords = {role: secrets.token_hex(8) for role in roles.all_roles()}

    def dsn(role: str) -> str:
        return f"postgresql://{role}:{passwords[role]}@127.0.0.1:{cluster.port}/postgres"

    try:
        cluster.wait_ready()
        asyncio.run(_prepare(cluster, passwords, service, dsn(roles.owner_role(service))))
        yield dsn(roles.runtime_role(service))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder)
