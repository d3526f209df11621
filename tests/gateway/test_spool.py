"""A write that a service has committed is answered and logged even when the log fails in that moment."""

import asyncio
import uuid
from pathlib import Path

import asyncpg
import pytest

from chassis.auth import Caller
from chassis.keys import create_keys, load_public_keys
from gateway.access_log.entries import Entry, entry_of
from gateway.access_log.spool import Spool
from gateway.access_log.verify import verify_log
from gateway.access_log.writer import AccessLog, LogUnavailable
from tests.conftest import Database
from tests.gateway.evidence import evidence


def entry(method: str) -> Entry:
    caller = Caller(subject="x", kind="staff", role="county-admin", request_id=str(uuid.uuid4()))
    return entry_of(caller, method, "registry", "/x", 201, (uuid.UUID(int=7),))


async def written(log: AccessLog, *entries: Entry) -> list[BaseException | str | None]:
    running = asyncio.create_task(log.run())
    results = await asyncio.gather(*(log.write(each) for each in entries), return_exceptions=True)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return list(results)


async def test_a_write_is_spooled_and_a_read_refused_and_both_chains_are_whole(
    county: Database, tmp_path: Path
) -> None:
    create_keys(tmp_path / "keys")
    log = AccessLog(county.dsn("gateway"), evidence(tmp_path, tmp_path / "keys"))
    owner = await asyncpg.connect(county.owner_dsn("gateway"))
    done, read = entry("POST"), entry("GET")
    await owner.execute("ALTER TABLE access_chain RENAME TO away")
    results = await written(log, done, read)
    assert results[0] is None
    assert isinstance(results[1], LogUnavailable)
    assert await owner.fetchval("SELECT count(*) FROM access_log") == 0
    await owner.execute("ALTER TABLE away RENAME TO access_chain")
    again = AccessLog(county.dsn("gateway"), evidence(tmp_path, tmp_path / "keys"))
    assert await written(again, entry("GET")) == [None]
    rows = await owner.fetch("SELECT id, request_id FROM access_log ORDER BY at")
    assert rows[0]["id"] == done.id and len(rows) == 2
    assert (await verify_log(owner, tmp_path, load_public_keys(tmp_path / "keys"))).faults == []
    assert Spool(tmp_path).take() == {}
    await owner.close()


async def test_what_is_in_the_log_already_is_not_written_twice(county: Database, tmp_path: Path) -> None:
    """The connection broke after the commit and before it was confirmed: nobody knows whether the entry is there."""
    create_keys(tmp_path / "keys")
    log, done = AccessLog(county.dsn("gateway"), evidence(tmp_path, tmp_path / "keys")), entry("POST")
    await written(log, done)
    Spool(tmp_path).lay_down(done)
    assert await written(log, entry("GET")) == [None]
    owner = await asyncpg.connect(county.owner_dsn("gateway"))
    assert await owner.fetchval("SELECT count(*) FROM access_log WHERE id = $1", done.id) == 1
    await owner.close()


def test_a_line_that_was_cut_by_a_power_failure_is_no_entry(tmp_path: Path) -> None:
    spool, done = Spool(tmp_path), entry("POST")
    spool.lay_down(done)
    with (tmp_path / "spool" / "access-log.spool").open("ab") as file:
        file.write(b'{"id": "0198')
    ((path, entries),) = spool.take().items()
    assert entries == [done]
    spool.done(path)
    assert spool.take() == {}


def test_what_was_taken_and_not_logged_is_taken_again(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.lay_down(entry("POST"))
    assert spool.take() and [len(entries) for entries in Spool(tmp_path).take().values()] == [1]


def test_a_spool_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="spool"):
        Spool(tmp_path).lay_down(entry("POST"))
