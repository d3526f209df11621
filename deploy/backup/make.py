"""Makes one backup, of a running county, as of one moment: a snapshot that dump and fingerprints share."""

import subprocess
import tarfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg
import msgspec

from chassis import clock
from deploy.backup.fingerprints import Fingerprints, fingerprints
from deploy.backup.place import Place
from deploy.backup.sealed import seal
from deploy.local.failures import CannotGoOn
from deploy.local.postgres import binary

_OF_TLS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
DATABASE_FILE, FILES_FILE, MANIFEST = "database.age", "files.age", "manifest.json"


class Manifest(msgspec.Struct, kw_only=True):
    """What a backup says of itself: when, for whom it is encrypted, and what must come out of it."""

    made_at: datetime
    recipient: str
    postgresql: str
    files: dict[str, str]
    """File → SHA-256."""
    tables: Fingerprints


async def make(place: Place) -> Path:
    """The folder of a new backup, whole or not there. Raises CannotGoOn."""
    made_at = clock.now().astimezone(UTC)
    folder = place.kept_in / f"huijia-{made_at:%Y%m%dT%H%M%SZ}"
    unfinished = folder.with_suffix(".unfinished")
    unfinished.mkdir(parents=True, mode=0o700)
    connection = await asyncpg.connect(place.database)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            dump = seal(partial(_dump, place.database, snapshot), unfinished / DATABASE_FILE, place.recipient)
            tables = await fingerprints(connection)
            version = await connection.fetchval("SHOW server_version")
    finally:
        await connection.close()
    files = seal(partial(pack, place), unfinished / FILES_FILE, place.recipient)
    manifest = Manifest(
        made_at=made_at,
        recipient=place.recipient,
        postgresql=version,
        files={DATABASE_FILE: dump, FILES_FILE: files},
        tables=tables,
    )
    (unfinished / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    unfinished.rename(folder)
    return folder


def environment_of(url: str) -> dict[str, str]:
    """libpq's variables for a connection string, so that no password stands on a command line."""
    parts = urlsplit(url)
    secrecy = {_OF_TLS[name]: value for name, value in parse_qsl(parts.query) if name in _OF_TLS}
    return secrecy | {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }


def _dump(url: str, snapshot: str, out: IO[bytes]) -> None:
    argv = [str(binary("pg_dump")), "--format=custom", "--compress=gzip:3", f"--snapshot={snapshot}"]
    done = subprocess.run(argv, stdout=out, stderr=subprocess.PIPE, env=environment_of(url), check=False)
    if done.returncode != 0:
        said = done.stderr.decode().strip().splitlines() or ["no reason given"]
        raise CannotGoOn(f"数据库备份失败：{said[-1]}", f"the database could not be dumped: {said[-1]}")


def pack(place: Place, out: IO[bytes]) -> None:
    """The files that belong to a backup, as a tar stream."""
    with tarfile.open(fileobj=out, mode="w|") as archive:
        for path in place.files:
            archive.add(path, path.relative_to(place.root))
