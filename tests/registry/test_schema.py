"""The tables are as the code believes, and history holds whoever writes."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy.dialects.postgresql import dialect

from chassis.identifiers import new_id
from services.registry.divisions.tables import Division
from services.registry.households.tables import Household
from services.registry.persons.tables import Person
from tests.conftest import Database

NOW = datetime(2026, 3, 1, tzinfo=UTC)
VERSION = {"valid_from": NOW, "changed_by": "clerk", "change_reason": "register", "source": "hand"}


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.dsn("registry"))
    yield connection
    await connection.close()


async def insert(connection: asyncpg.Connection, table: str, **values: Any) -> None:
    places = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())


async def a_person(connection: asyncpg.Connection, **changes: Any) -> UUID:
    born, home = date(1990, 5, 17), "341599001001"
    places = {"registered_division": home, "residence_division": home}
    values: dict[str, Any] = (
        {"id": new_id(), "name": "王小明", "sex": 1, "birth_date": born} | places | VERSION | changes
    )
    await insert(connection, "persons", **values)
    return values["id"]


@pytest.mark.parametrize("model", [Person, Household, Division])
async def test_models_fit_the_tables(connection: asyncpg.Connection, model: Any) -> None:
    table = model.__table__
    rows = await connection.fetch(
        "SELECT column_name, is_nullable = 'YES' AS nullable, data_type FROM information_schema.columns"
        " WHERE table_schema = 'registry' AND table_name = $1",
        table.name,
    )
    assert {r["column_name"]: r["nullable"] for r in rows} == {c.name: c.nullable for c in table.columns}
    kinds = {"VARCHAR": "text", "INTEGER": "integer smallint"}
    for row in rows:
        compiled = str(table.columns[row["column_name"]].type.compile(dialect()))  # type: ignore[no-untyped-call]
        assert row["data_type"] in kinds.get(compiled, compiled.lower()), row["column_name"]


@pytest.mark.parametrize(("one", "many"), [("person", "persons"), ("household", "households")])
async def test_versions_have_the_columns_of_what_they_keep(connection: asyncpg.Connection, one: str, many: str) -> None:
    columns = "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum"
    now = [r["attname"] for r in await connection.fetch(columns, many)]
    then = [r["attname"] for r in await connection.fetch(columns, f"{one}_versions")]
    assert then == ["valid_until", *now]


async def test_a_set_wise_update_keeps_what_was(connection: asyncpg.Connection) -> None:
    ids = [await a_person(connection), await a_person(connection, name="李芳")]
    later = datetime(2026, 4, 1, tzinfo=UTC)
    await connection.execute("UPDATE persons SET name = '改', revision = revision + 1, valid_from = $1", later)
    kept = await connection.fetch("SELECT id, name, revision, valid_until FROM person_versions ORDER BY name")
    assert [(k["name"], k["revision"], k["valid_until"]) for k in kept] == [
        ("李芳", 1, later),
        ("王小明", 1, later),
    ]
    assert {k["id"] for k in kept} == set(ids)


async def test_a_deleted_person_leaves_a_trace(connection: asyncpg.Connection) -> None:
    person_id = await a_person(connection)
    await connection.execute("DELETE FROM persons WHERE id = $1", person_id)
    assert await connection.fetchval("SELECT name FROM person_versions WHERE id = $1", person_id) == "王小明"


async def test_an_update_that_skips_the_revision_is_refused(connection: asyncpg.Connection) -> None:
    await a_person(connection)
    with pytest.raises(asyncpg.RaiseError):
        await connection.execute("UPDATE persons SET name = '改'")


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE person_versions SET name = '改'",
        "DELETE FROM person_versions",
        "INSERT INTO person_versions SELECT now(), * FROM persons",
        "DELETE FROM household_versions",
        "UPDATE audit_log SET action = 'x'",
        "DELETE FROM moves",
        "TRUNCATE person_versions",
    ],
)
async def test_the_runtime_role_cannot_rewrite_history(connection: asyncpg.Connection, forbidden: str) -> None:
    await a_person(connection)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(forbidden)


async def test_a_temporary_table_cannot_catch_the_history(connection: asyncpg.Connection) -> None:
    await connection.execute("CREATE TEMPORARY TABLE person_versions (LIKE persons)")
    await a_person(connection)
    await connection.execute("UPDATE persons SET name = '改', revision = 2")
    assert await connection.fetchval("SELECT count(*) FROM registry.person_versions") == 1


async def test_two_persons_cannot_hold_one_number(connection: asyncpg.Connection) -> None:
    same = {"citizen_number_sealed": b"x", "citizen_number_index": b"0123456789abcdef"}
    await a_person(connection, **same)
    with pytest.raises(asyncpg.UniqueViolationError):
        await a_person(connection, **same)
