"""A database whose log is archived comes back as of any moment, equal table for table; the archive is sealed."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from deploy.backup.archive_segment import archive
from deploy.backup.continuous import SEGMENTS, forget_before, settings, take_base, turn_off, turn_on
from deploy.backup.fingerprints import Fingerprints, fingerprints
from deploy.backup.place import RECIPIENT, place_of
from deploy.backup.restore import running
from deploy.backup.restore_to import restore_to
from deploy.backup.sealed import CannotOpen, new_identity
from deploy.local.database import create_if_missing
from deploy.local.failures import CannotGoOn
from deploy.local.home import ROOT, Home, write_private, write_private_json
from deploy.local.passwords import ADMIN, passwords
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE
from tests.conftest import free_port

_MARK = "planted-name"


@dataclass
class Told:
    """What the drill remembers: the identity, the archive, and what the database held at two moments."""

    home: Home
    identity: Path
    archive: Path
    first: tuple[datetime, Fingerprints]
    last: tuple[datetime, Fingerprints]


async def _write(connection: asyncpg.Connection, rows: int) -> tuple[datetime, Fingerprints]:
    await connection.execute(
        "INSERT INTO registry.notes (words) SELECT $1 || n FROM generate_series(1, $2::int) n", _MARK, rows
    )
    async with connection.transaction(isolation="repeatable_read"):
        found = await fingerprints(connection)
    return await connection.fetchval("SELECT clock_timestamp()"), found


@contextmanager
def _server(home: Home, port: int) -> Iterator[Cluster]:
    cluster = Cluster(home.postgres, port, passwords(home)[ADMIN])
    argv = [sys.executable, "-m", "deploy.local.postgres", str(cluster.data), str(port)]
    with home.log("postgres").open("ab") as log:
        server = subprocess.Popen(argv, cwd=ROOT, stdout=log, stderr=log)
    try:
        cluster.wait_ready(60)
        yield cluster
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


async def _live(home: Home, cluster: Cluster) -> tuple[tuple[datetime, Fingerprints], tuple[datetime, Fingerprints]]:
    admin = await asyncpg.connect(cluster.dsn())
    await admin.execute(f"CREATE DATABASE {DATABASE}")
    await admin.close()
    connection = await asyncpg.connect(cluster.dsn(DATABASE))
    await connection.execute("CREATE SCHEMA registry; CREATE TABLE registry.notes (words text)")
    await _write(connection, 100)
    await take_base(home, place_of(home))
    first = await _write(connection, 5000)
    await asyncio.sleep(0.05)
    last = await _write(connection, 7000)
    await asyncio.sleep(0.05)
    await connection.execute("DELETE FROM registry.notes")
    ended = await connection.fetchval("SELECT pg_walfile_name(pg_switch_wal())")
    archived = "SELECT coalesce(last_archived_wal, '') >= $1 FROM pg_stat_archiver, pg_sleep(0.1)"
    async with asyncio.timeout(60):
        while not await connection.fetchval(archived, ended):
            continue
    await connection.close()
    return first, last


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("county's place")
    port = free_port()
    home = Home(folder / "run", port)
    home.make()
    create_if_missing(home, passwords(home))
    write_private_json(home.folder / "ports.json", {"postgres": port})
    identity = folder / "huijia.key"
    write_private(home.folder / RECIPIENT, new_identity(identity) + "\n")
    with _server(home, port), pytest.raises(CannotGoOn, match="make archive"):
        asyncio.run(take_base(home, place_of(home)))
    kept = turn_on(home, place_of(home))
    Cluster(home.postgres, port, "").configure(fsync="off", **settings(home))
    with _server(home, port) as cluster:
        first, last = asyncio.run(_live(home, cluster))
    return Told(home, identity, kept, first, last)


async def _content(cluster: Cluster) -> Fingerprints:
    connection = await asyncpg.connect(cluster.dsn(DATABASE))
    try:
        assert not await connection.fetchval("SELECT pg_is_in_recovery()")
        return await fingerprints(connection)
    finally:
        await connection.close()


@pytest.mark.parametrize("which", ["first", "last"])
def test_any_moment_comes_back_equal(told: Told, which: str, tmp_path: Path) -> None:
    home = Home(tmp_path / "restored", free_port())
    moment, expected = getattr(told, which)
    restore_to(told.archive, told.identity, moment, home)
    cluster = Cluster(home.postgres, free_port(), passwords(home)[ADMIN])
    with running(home, cluster):
        assert asyncio.run(_content(cluster)) == expected
    assert "restore_command" not in (home.postgres / "huijia.conf").read_text()


def test_a_moment_that_the_archive_does_not_reach_is_refused_and_leaves_nothing(told: Told, tmp_path: Path) -> None:
    home = Home(tmp_path / "restored", free_port())
    with pytest.raises(CannotGoOn, match="before that moment"):
        restore_to(told.archive, told.identity, told.first[0] - timedelta(days=1), home)
    with pytest.raises(CannotGoOn, match="not reached"):
        restore_to(told.archive, told.identity, told.last[0] + timedelta(days=1), home)
    other = tmp_path / "other.key"
    new_identity(other)
    with pytest.raises(CannotOpen):
        restore_to(told.archive, other, told.first[0], home)
    assert not home.folder.exists()


def test_the_archive_shows_nobody_anything(told: Told) -> None:
    sealed = list(told.archive.rglob("*.age"))
    assert len(sealed) >= 3
    for path in sealed:
        assert _MARK.encode() not in path.read_bytes() and path.stat().st_mode & 0o077 == 0


def test_a_piece_is_archived_once_and_never_overwritten(told: Told, tmp_path: Path) -> None:
    piece = tmp_path / "0000000100000000000000FF"
    piece.write_bytes(secrets.token_bytes(1000))
    recipient = (told.home.folder / RECIPIENT).read_text().strip()
    assert archive(piece, told.archive, recipient) and archive(piece, told.archive, recipient)
    kept = (told.archive / SEGMENTS / f"{piece.name}.age").read_bytes()
    piece.write_bytes(b"another")
    assert not archive(piece, told.archive, recipient)
    assert (told.archive / SEGMENTS / f"{piece.name}.age").read_bytes() == kept


def test_old_base_copies_and_their_log_go_and_the_newest_stay(tmp_path: Path) -> None:
    (tmp_path / SEGMENTS).mkdir()
    for day in ("20260101T000000Z", "20260201T000000Z", "20260301T000000Z"):
        (tmp_path / f"base-{day}").mkdir()
        (tmp_path / f"base-{day}" / "base.age").touch()
    old, new = tmp_path / SEGMENTS / "1.age", tmp_path / SEGMENTS / "2.age"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    assert forget_before(tmp_path, 2) == ["base-20260101T000000Z"]
    assert new.exists() and not old.exists() and len(list(tmp_path.glob("base-*"))) == 2


def test_it_is_turned_off_again(told: Told) -> None:
    turn_off(told.home)
    assert settings(told.home) == {"archive_mode": "off"}
