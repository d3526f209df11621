"""The data of the version before this one: migrated, unharmed, and worked with.

``released/county.dump`` is a demo county as that version left it, made by ``python -m drill.upgrade COMMIT --keep``. A
release replaces it by its own. What a migration changes on purpose is named here, with the reason.
"""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from chassis.bus.schema import create_bus_schema
from chassis.migrate import migrate
from chassis.roles import SERVICES
from deploy.backup.make import environment_of
from deploy.local.postgres import binary
from drill.columns import changed, columns_of, content_of
from services.registry.wiring import SERVICE
from tests.conftest import Database, Server, connect_grants, execute
from tests.support.running import running

_DUMP = Path(__file__).with_name("released") / "county.dump"
_NAME = "upgraded"
_ON_PURPOSE: set[str] = set()


@pytest.fixture(scope="module")
def earlier(postgres: Server) -> Iterator[Database]:
    """A database as the earlier version left it."""
    admin = postgres.cluster.dsn()
    asyncio.run(execute(admin, f"CREATE DATABASE {_NAME}", *connect_grants(_NAME)))
    argv = [str(binary("pg_restore")), "--exit-on-error", "--dbname", _NAME, str(_DUMP)]
    subprocess.run(argv, env=environment_of(postgres.cluster.dsn(_NAME)), check=True)
    yield Database(postgres, _NAME)
    asyncio.run(execute(admin, f"DROP DATABASE {_NAME} WITH (FORCE)"))


async def _migrate(database: Database) -> None:
    connection = await asyncpg.connect(database.bus_owner_dsn())
    await create_bus_schema(connection)
    await connection.close()
    for service in SERVICES:
        await migrate(service, database.owner_dsn(service))


async def test_no_row_is_harmed_and_the_register_answers(earlier: Database, tmp_path: Path) -> None:
    admin = await asyncpg.connect(earlier.admin_dsn())
    columns = await columns_of(admin)
    before = await content_of(admin, columns)
    assert sum(rows for rows, _ in before.values()) > 500
    await _migrate(earlier)
    assert set(changed(before, await content_of(admin, columns))) <= _ON_PURPOSE
    versions = [await admin.fetchval(f"SELECT version_num FROM {service}.schema_version") for service in SERVICES]
    await _migrate(earlier)
    assert versions == [
        await admin.fetchval(f"SELECT version_num FROM {service}.schema_version") for service in SERVICES
    ]
    people = await admin.fetchval("SELECT count(*) FROM registry.persons")
    await admin.close()
    async with running(SERVICE, earlier.dsn("registry"), tmp_path) as registry, registry.as_staff() as officer:
        answer = await officer.get("/divisions", params={"level": "village"})
        assert answer.status_code == 200 and answer.json()["items"]
        assert people > 50
