"""Continuous backup of the local county: base copies, and every piece of the log since, so that any minute comes back.

``archiving on`` decides where (HUIJIA_BACKUPS, beside HUIJIA_HOME) and for whom; the next start hands PostgreSQL the
command that encrypts each finished piece of its log. A base copy is encrypted while it is taken. What the archive holds
opens only with the identity, which is not on this server.
"""

import shlex
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

import asyncpg
import msgspec

from chassis import clock
from deploy.backup.make import FILES_FILE, MANIFEST, environment_of, pack
from deploy.backup.place import Place
from deploy.backup.sealed import seal
from deploy.local.failures import CannotGoOn
from deploy.local.home import ROOT, Home, write_private_json
from deploy.local.postgres import binary

_TOLD = "archiving.json"
BASE_FILE, SEGMENTS = "base.age", "log"
_LONGEST_COPY = 6 * 3600
"""Seconds that taking a base copy may last: pieces of the log that old are kept with it."""


class Archiving(msgspec.Struct, frozen=True):
    """Where the archive lies, and the public half of the key that opens it."""

    folder: str
    recipient: str


class BaseManifest(msgspec.Struct, kw_only=True):
    """What a base copy says of itself. ``since``: the earliest moment that it can be rolled forward to."""

    since: datetime
    recipient: str
    postgresql: str
    files: dict[str, str]
    """File → SHA-256."""


def turn_on(home: Home, place: Place) -> Path:
    """Archive from the next start on; the folder."""
    folder = place.kept_in / "continuous"
    (folder / SEGMENTS).mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private_json(home.folder / _TOLD, {"folder": str(folder), "recipient": place.recipient})
    return folder


def turn_off(home: Home) -> None:
    """Archive no more from the next start on; what is archived stays."""
    (home.folder / _TOLD).unlink(missing_ok=True)


def told(home: Home) -> Archiving | None:
    """What was decided for this installation."""
    path = home.folder / _TOLD
    return msgspec.json.decode(path.read_bytes(), type=Archiving) if path.exists() else None


def settings(home: Home) -> dict[str, str]:
    """What PostgreSQL is told at its start; a piece of the log is handed over once a minute at the latest."""
    archiving = told(home)
    if archiving is None:
        return {"archive_mode": "off"}
    argv = [sys.executable, "-m", "deploy.backup.archive_segment"]
    own = shlex.join([archiving.folder, archiving.recipient]).replace("%", "%%")
    command = f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.join(argv)} %p {own}"
    return {"archive_mode": "on", "archive_timeout": "60s", "archive_command": command}


async def take_base(home: Home, place: Place) -> Path:
    """A base copy of the running county; its folder. Raises CannotGoOn where nothing is archived yet."""
    archiving, version = told(home), await _archiving_server(place.database) if told(home) else None
    if archiving is None or version is None:
        raise CannotGoOn(
            "尚未连续归档：先运行 make archive，再 make down、make up。",
            "nothing is archived yet: 'make archive', then 'make down' and 'make up'.",
        )
    unfinished = Path(archiving.folder) / f"base-{clock.now():%Y%m%dT%H%M%SZ}.unfinished"
    unfinished.mkdir(mode=0o700)
    base = seal(partial(_copy, place.database), unfinished / BASE_FILE, archiving.recipient)
    files = seal(partial(pack, place), unfinished / FILES_FILE, archiving.recipient)
    manifest = BaseManifest(
        since=datetime.now(UTC),
        recipient=archiving.recipient,
        postgresql=version,
        files={BASE_FILE: base, FILES_FILE: files},
    )
    (unfinished / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    folder = unfinished.with_suffix("")
    unfinished.rename(folder)
    return folder


async def _archiving_server(database: str) -> str | None:
    """The server's version, where it archives."""
    connection = await asyncpg.connect(database)
    try:
        archives = await connection.fetchval("SHOW archive_mode") == "on"
        return await connection.fetchval("SHOW server_version") if archives else None
    finally:
        await connection.close()


def _copy(url: str, out: IO[bytes]) -> None:
    argv = [str(binary("pg_basebackup")), "-D", "-", "-F", "tar", "-X", "fetch", "--checkpoint=fast", "--no-manifest"]
    done = subprocess.run(argv, stdout=out, stderr=subprocess.PIPE, env=environment_of(url), check=False)
    if done.returncode != 0:
        said = done.stderr.decode().strip().splitlines() or ["no reason given"]
        raise CannotGoOn(f"基础备份失败：{said[-1]}", f"the base copy failed: {said[-1]}")


def forget_before(folder: Path, keep: int) -> list[str]:
    """Remove all but the newest ``keep`` base copies, and the pieces of the log that only those needed; their names."""
    bases = sorted(path for path in folder.glob("base-*") if path.suffix != ".unfinished")
    gone = bases[: max(0, len(bases) - keep)]
    for base in gone:
        for path in base.iterdir():
            path.unlink()
        base.rmdir()
    kept = [path.stat().st_mtime for path in bases[len(gone) :]]
    for segment in (folder / SEGMENTS).iterdir() if gone and kept else []:
        if segment.stat().st_mtime < min(kept) - _LONGEST_COPY:
            segment.unlink()
    return [path.name for path in gone]
