"""A large undo is left to the worker: refused before it begins, or carried out whole, whatever dies meanwhile."""

from typing import Any

import asyncpg
import pytest

from services.registry.imports import carry_out_undo
from services.registry.imports.settings import import_settings
from services.registry.imports.undo_import import undo_import
from tests.conftest import Database
from tests.registry.imports.conftest import Office, csv_file
from tests.registry.imports.test_undo import HEAD, WIFE


@pytest.fixture(autouse=True)
def nothing_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_settings(), "most_undone_at_once", 0)


async def persons(office: Office) -> int:
    return await office.pool.fetchval("SELECT count(*) FROM persons")


async def test_the_answer_comes_at_once_and_the_worker_takes_it_back(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD, WIFE))
    answer = await office.undo(done["id"])
    assert (answer.status_code, answer.json()["state"]) == (202, "running")
    assert answer.json()["progress"]["phase"] == "undo-waiting"
    assert await persons(office) == 2
    assert (await office.undo(done["id"])).status_code == 409
    assert await office.work() == 1
    undone = await office.show(done["id"])
    assert (undone["state"], undone["counts"]["created"]) == ("undone", 2)
    assert undone["started_at"] == done["started_at"]
    assert await persons(office) == 0
    told = [kind for kind, _ in await office.events()]
    assert told.count("person-withdrawn") == 2
    undoer = await office.pool.fetchval("SELECT undone_by FROM imports")
    assert undoer == "test-county-admin"


async def test_it_is_refused_before_it_begins(office: Office) -> None:
    first = await office.take_in(csv_file(HEAD))
    await office.take_in(csv_file(HEAD | {"marital_status": "已婚"}))
    refused = await office.undo(first["id"])
    assert (refused.status_code, refused.json()["blockers"][0]["kind"]) == (409, "person-changed")
    assert (await office.show(first["id"]))["state"] == "finished"
    assert await office.work() == 0


async def test_what_was_built_on_it_while_it_waited_stops_it(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD))
    await office.undo(done["id"])
    await office.pool.execute(
        "UPDATE persons SET note = 'x', revision = revision + 1, valid_from = now(), source = 'hand', source_id = NULL"
    )
    await office.work()
    stands = await office.show(done["id"])
    assert (stands["state"], stands["problem"]["status"]) == ("finished", 409)
    assert stands["problem"]["type"].endswith("/import-built-on")
    assert stands["problem"]["blockers"][0]["kind"] == "person-changed"


async def test_a_fault_leaves_nothing_half_and_the_next_attempt_succeeds(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [asyncpg.DeadlockDetectedError("tried")]

    async def faulty(*arguments: Any) -> None:
        await undo_import(*arguments)
        if faults:
            raise faults.pop()

    monkeypatch.setattr(carry_out_undo, "undo_import", faulty)
    done = await office.take_in(csv_file(HEAD, WIFE))
    await office.undo(done["id"])
    assert await office.work() == 2
    assert ((await office.show(done["id"]))["state"], await persons(office)) == ("undone", 0)


async def test_given_up_it_stands_as_imported(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def faulty(*_: Any) -> None:
        raise asyncpg.DeadlockDetectedError("tried")

    done = await office.take_in(csv_file(HEAD, WIFE))
    await office.undo(done["id"])
    with monkeypatch.context() as patched:
        patched.setattr(carry_out_undo, "undo_import", faulty)
        assert await office.work() == 3
    stands = await office.show(done["id"])
    assert (stands["state"], stands["problem"]["reason"], await persons(office)) == ("finished", "undo_gave_up", 2)
    await office.undo(done["id"])
    await office.work()
    assert (await office.show(done["id"]))["state"] == "undone"


_UNINDEXED = """
SELECT c.conrelid::regclass::text || '.' || a.attname AS place
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.confrelid IN ('registry.persons'::regclass, 'registry.households'::regclass)
  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum)
"""


async def test_whatever_leads_to_a_person_or_household_is_found_by_index(office: Office, database: Database) -> None:
    # Without one, taking back a million people would read that table a million times.
    admin = await asyncpg.connect(database.admin_dsn())
    try:
        assert [row["place"] for row in await admin.fetch(_UNINDEXED)] == []
    finally:
        await admin.close()
