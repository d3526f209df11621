"""Whoever has the database in hand still cannot alter the log unseen: edits, deletions, reordering and cuts show."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from chassis import clock
from chassis.auth import Caller
from chassis.checkpoints import kept_checkpoints
from chassis.db import Database as ServiceDatabase
from chassis.identifiers import new_id
from chassis.keys import create_keys, load_public_keys
from chassis.sweeps import run_once
from gateway.access_log import chain, erase_content
from gateway.access_log.entries import Entry, entry_of
from gateway.access_log.head_keeper import LOG
from gateway.access_log.verify import verify_log
from gateway.access_log.writer import AccessLog
from gateway.disclosure.policies import load_policies
from gateway.receipts.shown import shown
from gateway.settings import HERE
from tests.conftest import Database
from tests.gateway.evidence import evidence

PERSON = uuid.UUID("0198c5a0-0000-7000-8000-000000000001")
POLICY = load_policies(HERE / "policies").versions_of("education.school-enrolment")[0]


def entry(number: int) -> tuple[Entry, object]:
    caller = Caller(
        subject="education", kind="department", department="education", request_id=str(uuid.UUID(int=number))
    )
    what = shown([{"name": f"王{number}"}], [str(PERSON)], POLICY, "2027-01-01") if number % 2 else None
    return entry_of(caller, "GET", "registry", "/persons", 200, (PERSON, uuid.UUID(int=number)), what), what


@dataclass(frozen=True)
class Log:
    county: Database
    home: Path

    async def faults(self, *statements: str) -> list[str]:
        """What the verifier finds after an owner of the schema, who may do anything, did this."""
        owner = await asyncpg.connect(self.county.owner_dsn("gateway"))
        for statement in statements:
            await owner.execute(statement)
        told = await verify_log(owner, self.home, load_public_keys(self.home / "keys"))
        await owner.close()
        return told.faults


@pytest.fixture
async def log(county: Database, tmp_path: Path) -> AsyncIterator[Log]:
    """Nine entries, five with receipts, in one chain, and a checkpoint of its end."""
    create_keys(tmp_path / "keys")
    writer = AccessLog(county.dsn("gateway"), evidence(tmp_path, tmp_path / "keys"))
    running = asyncio.create_task(writer.run())
    for number in range(1, 10):
        await writer.write(*entry(number))  # type: ignore[arg-type]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    yield Log(county, tmp_path)


async def test_what_nobody_touched_is_whole(log: Log) -> None:
    assert await log.faults() == []
    assert len(kept_checkpoints(log.home, LOG)) == 1


_THIRD = "(SELECT entry_id FROM access_chain WHERE position = 3)"
_FOURTH = "(SELECT entry_id FROM access_chain WHERE position = 4)"
TAMPERING = {
    "who": f"UPDATE access_log SET account = 'other' WHERE id = {_THIRD}",
    "when": f"UPDATE access_log SET at = at - interval '1 second' WHERE id = {_THIRD}",
    "why": f"UPDATE access_log SET purpose = 'newborn-care' WHERE id = {_THIRD}",
    "which fields": f"UPDATE access_log SET fields = '{{id}}' WHERE id = {_THIRD}",
    "whom: removed": f"DELETE FROM access_log_subjects WHERE entry_id = {_THIRD}",
    "whom: added": f"INSERT INTO access_log_subjects VALUES (gen_random_uuid(), {_THIRD})",
    "salt": f"UPDATE access_log SET salt = 'x' WHERE id = {_THIRD}",
    "entry deleted": f"DELETE FROM access_log WHERE id = {_THIRD}",
    "entry and link deleted": "WITH gone AS (DELETE FROM access_chain WHERE position = 3 RETURNING entry_id)"
    " DELETE FROM access_log USING gone WHERE id = entry_id",
    "entry added": "INSERT INTO access_log (id, at, account, kind, method, service, route, status, request_id)"
    " SELECT 'ffffffff-0000-7000-8000-000000000001', at, account, kind, method, service, route, status, request_id"
    f" FROM access_log WHERE id = {_THIRD}",
    "reordered": "UPDATE access_chain SET position = CASE position WHEN 3 THEN 104 ELSE 103 END"
    " WHERE position IN (3, 4)",
    "entries swapped": f"UPDATE access_chain SET entry_id = gen_random_uuid() WHERE entry_id = {_FOURTH}",
    "head of the chain cut": "DELETE FROM access_chain WHERE position = 1",
    "tail cut": "WITH gone AS (DELETE FROM access_chain WHERE position > 6 RETURNING entry_id)"
    " DELETE FROM access_log USING gone WHERE id = entry_id",
    "everything gone": "DELETE FROM access_chain; DELETE FROM access_log",
    "erased early": f"UPDATE access_log SET erased_at = now(), salt = NULL, fields = NULL WHERE id = {_THIRD}",
    "receipt exchanged": "UPDATE access_log SET receipt = (SELECT receipt FROM access_log l JOIN access_chain c"
    f" ON c.entry_id = l.id AND c.position = 5) WHERE id = {_THIRD}",
    "receipt forged": f"UPDATE access_log SET receipt = receipt || 'A' WHERE id = {_THIRD}",
}


@pytest.mark.parametrize("what", TAMPERING)
async def test_tampering_shows(log: Log, what: str) -> None:
    assert await log.faults(TAMPERING[what])


async def test_a_chain_computed_anew_differs_from_its_checkpoint(log: Log) -> None:
    """The hashes have no key: an owner can recompute them all, but cannot sign another checkpoint."""
    anew = """
    UPDATE access_chain c SET hash = h.hash FROM (
        WITH RECURSIVE links AS (
            SELECT chain, position, digest,
                   sha256(sha256('huijia-access-log'::bytea || uuid_send(chain)) || int8send(position) || digest) hash
              FROM access_chain WHERE position = 1
            UNION ALL
            SELECT c.chain, c.position, c.digest, sha256(l.hash || int8send(c.position) || c.digest)
              FROM access_chain c JOIN links l ON l.chain = c.chain AND c.position = l.position + 1)
        SELECT * FROM links) h
    WHERE h.position = c.position
    """
    faults = await log.faults("UPDATE access_chain SET digest = sha256('x') WHERE position = 1", anew)
    assert any("computed anew" in fault for fault in faults)


async def test_a_forged_checkpoint_is_no_checkpoint(log: Log) -> None:
    (path,) = (log.home / "checkpoints").glob("*.jws")
    head, _, signature = path.read_text().rpartition(".")
    # Not its end: the last bits of a signature are often zero by themselves.
    path.write_text(f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}")
    assert any("not signed here" in fault for fault in await log.faults())


async def test_a_missing_checkpoint_is_missed_once_it_must_be_there(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the chain's first entry on: a quiet gateway may have begun its chain long before."""
    long_ago = uuid.UUID(int=new_id().int - (3_600_000 << 80))
    monkeypatch.setattr(chain, "new_id", lambda: long_ago)
    writer = AccessLog(log.county.dsn("gateway"), evidence(log.home, log.home / "keys"))
    running = asyncio.create_task(writer.run())
    await writer.write(*entry(10))  # type: ignore[arg-type]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    for path in (log.home / "checkpoints").glob("*.jws"):
        path.unlink()
    assert await log.faults() == []
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert f"chain {long_ago}: no checkpoint is kept" in await log.faults()


async def test_content_goes_when_its_time_is_over_and_the_chain_stays_whole(log: Log, county: Database) -> None:
    gateway = await asyncpg.connect(county.dsn("gateway"))
    ids = [row["id"] for row in await gateway.fetch("SELECT id FROM access_log")]
    assert await gateway.fetchval("SELECT erase_access_content($1)", ids) == 0
    await gateway.close()
    owner = await asyncpg.connect(county.owner_dsn("gateway"))
    # Four years later, as the database sees it: its own clock cannot be moved.
    await owner.execute("UPDATE access_log SET at = at - interval '4 years'")
    assert await owner.fetchval("SELECT erase_access_content($1)", ids[:5]) == 5
    kept = await owner.fetch("SELECT account, salt, secret, receipt FROM access_log WHERE erased_at IS NOT NULL")
    assert {tuple(row) for row in kept} == {("", None, None, None)}
    assert await owner.fetchval("SELECT count(*) FROM access_log_subjects WHERE entry_id = ANY($1)", ids[:5]) == 0
    told = await verify_log(owner, log.home, load_public_keys(log.home / "keys"))
    assert told.erased == 5
    # The other four were moved in time by this test, which the chain notices; the erased ones verify.
    assert told.faults == [f"entry {each} was edited" for each in sorted(ids[5:])]
    await owner.close()


async def test_a_writer_that_lost_its_connection_begins_a_new_chain(log: Log) -> None:
    writer = AccessLog(log.county.dsn("gateway"), evidence(log.home, log.home / "keys"))
    running = asyncio.create_task(writer.run())
    await writer.write(*entry(10))  # type: ignore[arg-type]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await log.faults() == []
    assert len(kept_checkpoints(log.home, LOG)) == 2


async def test_the_period_is_data_and_never_shorter_than_the_law_s(
    log: Log, county: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await asyncpg.connect(county.owner_dsn("gateway"))
    ids = [row["id"] for row in await owner.fetch("SELECT id FROM access_log ORDER BY id")]
    await owner.execute("UPDATE access_log SET at = now() - interval '250 days' WHERE id = ANY ($1)", ids[:2])
    await owner.execute("UPDATE access_log SET at = now() - interval '90 days' WHERE id <> ALL ($1)", ids[:2])
    database = ServiceDatabase(county.dsn("gateway"))
    await database.start()
    erased = []
    for days in (1096, 300, 30):
        periods = tmp_path / f"{days}.yaml"
        periods.write_text(f"access-log-content:\n  - {{from: 2021-11-01, days: {days}, source: 测试}}\n", "utf-8")
        monkeypatch.setattr(erase_content, "_PERIODS", periods)
        await run_once(database, erase_content.ERASE_OLD_CONTENT)
        gone = await owner.fetch("SELECT id FROM access_log WHERE erased_at IS NOT NULL ORDER BY id")
        erased.append([row["id"] for row in gone])
    assert erased == [[], [], ids[:2]]
    await database.stop()
    await owner.close()
