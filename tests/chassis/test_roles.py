"""No role can read another's schema; the runtime role cannot change the shape of its own."""

import asyncpg
import pytest

from chassis import roles
from tests.conftest import Database

SCHEMAS = (*roles.SERVICES, "bus")


async def _with_a_table(database: Database, service: str) -> None:
    owner = await asyncpg.connect(database.owner_dsn(service))
    await owner.execute("CREATE TABLE secret (id int); INSERT INTO secret VALUES (1)")
    await owner.close()


@pytest.mark.parametrize("reader", roles.SERVICES)
async def test_no_role_reads_or_sees_into_another_schema(database: Database, reader: str) -> None:
    for service in roles.SERVICES:
        await _with_a_table(database, service)
    connection = await asyncpg.connect(database.dsn(reader))
    try:
        assert await connection.fetchval("SELECT id FROM secret") == 1
        for other in set(roles.SERVICES) - {reader}:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(f"SELECT * FROM {other}.secret")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(f"INSERT INTO {other}.secret VALUES (2)")
    finally:
        await connection.close()


async def test_an_owner_cannot_read_another_schema_either(database: Database) -> None:
    await _with_a_table(database, "followup")
    connection = await asyncpg.connect(database.owner_dsn("registry"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.fetch("SELECT * FROM followup.secret")
    await connection.close()


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE mine (id int)", "ALTER TABLE secret ADD x int", "DROP TABLE secret"]
)
async def test_the_runtime_role_cannot_change_tables(database: Database, statement: str) -> None:
    await _with_a_table(database, "registry")
    connection = await asyncpg.connect(database.dsn("registry"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)
    await connection.close()


async def test_no_runtime_role_is_privileged(database: Database) -> None:
    admin = await asyncpg.connect(database.admin_dsn())
    privileged = await admin.fetch(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'huijia\\_%' AND rolname <> 'huijia_admin'"
        " AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication)"
    )
    await admin.close()
    assert privileged == []
