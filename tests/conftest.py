"""Real PostgreSQL for every test that asks: one server per run, one database per test from a template."""

import asyncio
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from chassis import roles
from chassis.bus.schema import create_bus_schema
from chassis.migrate import migrate, migrations_folder
from deploy.local import ports
from deploy.local.postgres import Cluster

ROOT = Path(__file__).parents[1]
pytest_plugins = ("tests.require_all", "tests.side_by_side")


def free_port() -> int:
    # Not one that the system would give: it gives the same to outgoing connections, before we come to listen.
    return ports.free_port(ports.OTHERS)


@dataclass
class Server:
    """A running cluster that a test may stop and start again."""

    cluster: Cluster
    passwords: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        argv = [sys.executable, "-m", "deploy.local.postgres", str(self.cluster.data), str(self.cluster.port)]
        log = (self.cluster.data.parent / "postgres.log").open("ab")
        self.process = subprocess.Popen(argv, stdout=log, stderr=log, cwd=ROOT)
        self.cluster.wait_ready()

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(2)
            self.process.wait(20)
            self.process = None


@dataclass(frozen=True)
class Database:
    """One test's own database, with connection strings for each role."""

    server: Server
    name: str

    def dsn(self, service: str) -> str:
        return self._of(roles.runtime_role(service))

    def owner_dsn(self, service: str) -> str:
        return self._of(roles.owner_role(service))

    def bus_owner_dsn(self) -> str:
        return self._of(roles.BUS_OWNER)

    def admin_dsn(self) -> str:
        return self.server.cluster.dsn(self.name)

    def _of(self, role: str) -> str:
        return f"postgresql://{role}:{self.server.passwords[role]}@127.0.0.1:{self.server.cluster.port}/{self.name}"


async def execute(dsn: str, *statements: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def _prepare_template(server: Server) -> None:
    admin = await asyncpg.connect(server.cluster.dsn())
    await roles.create_roles(admin, server.passwords)
    await admin.execute("CREATE DATABASE huijia_template")
    await admin.close()
    admin = await asyncpg.connect(server.cluster.dsn("huijia_template"))
    await roles.create_schemas(admin, "huijia_template")
    await admin.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL server of this test run's own, with all roles and a template database."""
    folder = tmp_path_factory.mktemp("postgres")
    cluster = Cluster(folder / "data", free_port(), secrets.token_hex(8))
    cluster.create()
    # Durability is not what tests measure, and a laptop's disk is slow; fault tests switch it on again.
    cluster.configure(fsync="off", synchronous_commit="off", shared_buffers="128MB")
    server = Server(cluster, {role: secrets.token_hex(8) for role in roles.all_roles()})
    server.start()
    asyncio.run(_prepare_template(server))
    yield server
    server.stop()


async def _migrate_everything(database: "Database") -> None:
    connection = await asyncpg.connect(database.bus_owner_dsn())
    await create_bus_schema(connection)
    await connection.close()
    for service in roles.SERVICES:
        if migrations_folder(service).exists():
            await migrate(service, database.owner_dsn(service))


@pytest.fixture(scope="session")
def migrated_template(postgres: Server) -> str:
    """The name of a template database with every service's tables."""
    name = "huijia_migrated"
    admin = postgres.cluster.dsn()
    asyncio.run(execute(admin, f"CREATE DATABASE {name} TEMPLATE huijia_template", *connect_grants(name)))
    asyncio.run(_migrate_everything(Database(postgres, name)))
    return name


@pytest.fixture(scope="session")
def used_county(postgres: Server, migrated_template: str) -> Iterator["Database"]:
    """A database with every service's tables for many tests, which empty it before they begin (``emptied``)."""
    yield from copy_of(postgres, migrated_template)


@pytest.fixture
def county(postgres: Server, migrated_template: str) -> Iterator["Database"]:
    """A fresh database with every service's tables, empty."""
    yield from copy_of(postgres, migrated_template)


@pytest.fixture
def database(postgres: Server) -> Iterator[Database]:
    """A fresh database with every schema and role, and no tables."""
    yield from copy_of(postgres, "huijia_template")


def copy_of(postgres: Server, template: str) -> Iterator[Database]:
    name = f"test_{secrets.token_hex(6)}"
    admin = postgres.cluster.dsn()
    copied = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log"
    asyncio.run(execute(admin, copied, f"REVOKE ALL ON DATABASE {name} FROM PUBLIC", *connect_grants(name)))
    yield Database(postgres, name)
    if postgres.process is None:
        postgres.start()
    asyncio.run(execute(admin, f"DROP DATABASE {name} WITH (FORCE)"))


def connect_grants(name: str) -> list[str]:
    # Rights on a database are not copied from its template.
    return [f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {role}" for role in roles.all_roles()]
