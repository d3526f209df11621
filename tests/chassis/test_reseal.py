"""Everything sealed is found, sealed anew in the background, and proved to be; nothing else changes by it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from chassis.keys import new_sealing_keys, with_new_sealing_key
from chassis.reseal import Pace, remaining, reseal
from chassis.roles import SERVICES
from chassis.sealed_columns import SealedColumn, sealed_columns
from chassis.sealing import SealBroken, Sealer
from services.assessment.outreach.seal_files import open_first_form
from tests.conftest import Database

# Bytes that are no sealed content: digests, blind indexes, salts, public keys, answers kept for a day.
_NOT_SEALED = (
    *("digest", "hash", "salt", "fingerprint", "case_key", "identity", "public_key", "signature", "key", "body"),
    *("credentials_digest", "access_log.secret"),
)
_FAST = Pace(1e9)
_BYTES = """
SELECT table_schema, table_name || '.' || column_name FROM information_schema.columns
WHERE data_type = 'bytea' AND table_schema = ANY ($1::text[])
"""


async def test_every_column_of_bytes_is_declared_or_known_to_be_no_content(county: Database) -> None:
    admin = await asyncpg.connect(county.admin_dsn())
    rows = await admin.fetch(_BYTES, list(SERVICES))
    await admin.close()
    for service in SERVICES:
        declared = {column.name for column in sealed_columns(service)}
        found = {name for schema, name in rows if schema == service}
        assert declared <= found, service
        undeclared = {name for name in found - declared if not _is_no_content(name)}
        assert not undeclared, f"{service}: declare these in sealed_columns.py: {undeclared}"


def _is_no_content(name: str) -> bool:
    column = name.partition(".")[2]
    return name in _NOT_SEALED or column in _NOT_SEALED or column.endswith(("_index", "_digest", "_hash"))


COLUMNS = (
    SealedColumn("things", "words", "thing.words"),
    SealedColumn("things", "secret", "thing.secret", bound_to="id"),
    SealedColumn("things", "file", "assessment.outreach-file", bound_to="id", at_once=1, first_form=open_first_form),
)
_TABLE = """
CREATE TABLE registry.things (id uuid PRIMARY KEY, words bytea, secret bytea, file bytea, revision integer DEFAULT 1);
CREATE FUNCTION registry.never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$;
CREATE TRIGGER never BEFORE UPDATE OR DELETE ON registry.things FOR EACH ROW EXECUTE FUNCTION registry.never();
"""


class Things:
    """A guarded table of the registry's with values under a first key, and the keys with a second one."""

    def __init__(self, owner: asyncpg.Connection, runtime: asyncpg.Connection) -> None:
        self.owner, self.runtime = owner, runtime
        keys = new_sealing_keys()
        self.former, self.sealer = Sealer(keys), Sealer(with_new_sealing_key(keys, "sm"))

    async def fill(self, count: int) -> None:
        ids = [uuid4() for _ in range(count)]
        seal = self.former.seal
        rows: list[tuple[Any, ...]] = [(i, seal(f"w{i}", "thing.words"), seal("s", f"thing.secret.{i}")) for i in ids]
        await self.owner.copy_records_to_table("things", records=rows, columns=("id", "words", "secret"))

    async def left(self) -> int:
        return sum((await remaining(self.owner, self.sealer, COLUMNS)).values())


@pytest.fixture
async def things(database: Database) -> AsyncIterator[Things]:
    owner = await asyncpg.connect(database.owner_dsn("registry"))
    await owner.execute(_TABLE)
    runtime = await asyncpg.connect(database.dsn("registry"))
    yield Things(owner, runtime)
    await owner.close()
    await runtime.close()


async def test_all_values_are_sealed_anew_whatever_guards_the_table(things: Things) -> None:
    await things.fill(5000)
    await things.owner.execute(
        "INSERT INTO things (id, words) VALUES (gen_random_uuid(), ''), (gen_random_uuid(), NULL)"
    )
    assert await things.left() == 10_000
    assert await reseal(things.owner, things.sealer, COLUMNS, _FAST) == 10_000
    assert await things.left() == 0
    assert await reseal(things.owner, things.sealer, COLUMNS, _FAST) == 0
    only_new = Sealer({"current": "2", "keys": {"2": "sm4:" + "0" * 32}, "index": "00"})
    only_new._ciphers[2] = things.sealer._ciphers[2]
    for row in await things.owner.fetch("SELECT * FROM things WHERE length(words) > 0"):
        assert only_new.open(row["words"], "thing.words") == f"w{row['id']}"
        assert only_new.open(row["secret"], f"thing.secret.{row['id']}") == "s"
        assert row["revision"] == 1
    with pytest.raises(asyncpg.RaiseError):
        await things.owner.execute("UPDATE things SET revision = 2")


async def test_it_goes_on_where_it_was_stopped(things: Things) -> None:
    await things.fill(3000)
    work = asyncio.create_task(reseal(things.owner, things.sealer, COLUMNS, Pace(20_000)))
    while await things.runtime.fetchval("SELECT count(*) FROM things WHERE get_byte(words, 0) = 2") < 200:
        await asyncio.sleep(0.01)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    left = await things.left()
    assert 0 < left < 6000
    assert await reseal(things.owner, things.sealer, COLUMNS, _FAST) == left
    assert await things.left() == 0


async def test_what_somebody_holds_is_left_for_the_next_pass_and_counted(things: Things) -> None:
    await things.fill(10)
    async with things.runtime.transaction():
        await things.runtime.execute("SELECT FROM things LIMIT 3 FOR UPDATE")
        assert await reseal(things.owner, things.sealer, COLUMNS[:1], _FAST) == 7
    assert (await remaining(things.owner, things.sealer, COLUMNS))["things.words"] == 3
    assert await reseal(things.owner, things.sealer, COLUMNS[:1], _FAST) == 3


async def test_files_of_the_first_form_are_found_whatever_byte_they_begin_with(things: Things) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = AESGCM(things.sealer.derived_key("assessment.outreach-file"))
    for first in (1, 2, 77):
        file_id, nonce = uuid4(), bytes([first]) + bytes(11)
        sealed = nonce + key.encrypt(nonce, b"photo", file_id.bytes)
        await things.owner.execute("INSERT INTO things (id, file) VALUES ($1, $2)", file_id, sealed)
    assert await things.left() == 3
    assert await reseal(things.owner, things.sealer, COLUMNS, _FAST) == 3
    assert await things.left() == 0
    for row in await things.owner.fetch("SELECT id, file FROM things"):
        assert things.sealer.open_bytes(row["file"], f"assessment.outreach-file.{row['id']}") == b"photo"


async def test_a_value_that_does_not_open_stops_it_and_is_named(things: Things) -> None:
    await things.fill(1)
    wrong = (SealedColumn("things", "words", "thing.other"),)
    with pytest.raises(SealBroken, match=r"things\.words"):
        await reseal(things.owner, things.sealer, wrong, _FAST)


async def test_it_is_held_to_its_pace() -> None:
    pace = Pace(1000)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(5):
        await pace.after(20)
    assert loop.time() - began >= 0.09
