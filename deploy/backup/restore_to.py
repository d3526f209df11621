"""Brings the county back as it was at a moment: the last base copy before it, and the log up to it."""

import asyncio
import shlex
import shutil
import sys
import tarfile
from datetime import datetime
from pathlib import Path
from typing import IO

import asyncpg
import msgspec

from deploy.backup.continuous import BASE_FILE, BaseManifest
from deploy.backup.make import FILES_FILE, MANIFEST
from deploy.backup.restore import running, unpack
from deploy.backup.sealed import digest, open_sealed
from deploy.local.failures import CannotGoOn, last_line
from deploy.local.home import ROOT, Home
from deploy.local.passwords import ADMIN, passwords
from deploy.local.ports import choose
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE


def restore_to(archive: Path, identity: Path, moment: datetime | None, home: Home) -> Path:
    """Into ``home``, which must be empty; the base copy it began from. ``moment`` None: the last that is archived.

    Raises CannotGoOn; then nothing stays there.
    """
    base = _base_before(archive, moment)
    if home.folder.exists() and any(home.folder.iterdir()):
        raise CannotGoOn(
            f"{home.folder} 不是空的：请指定另一个 HUIJIA_HOME。",
            f"{home.folder} is not empty: name another HUIJIA_HOME to restore into.",
        )
    home.make()
    try:
        open_sealed(base / FILES_FILE, identity, lambda source: unpack(source, home.folder))
        open_sealed(base / BASE_FILE, identity, lambda source: _unpack_base(source, home.postgres))
        cluster = Cluster(home.postgres, choose(home, ["postgres"])["postgres"], passwords(home)[ADMIN])
        _roll_forward(home, cluster, archive, identity, moment)
    except BaseException:
        shutil.rmtree(home.folder)
        raise
    return base


def _base_before(archive: Path, moment: datetime | None) -> Path:
    for base in sorted(archive.glob("base-*"), reverse=True):
        path = base / MANIFEST
        if not path.exists():
            continue
        manifest = msgspec.json.decode(path.read_bytes(), type=BaseManifest)
        if moment is not None and manifest.since > moment:
            continue
        for name, expected in manifest.files.items():
            if not (base / name).exists() or digest(base / name) != expected:
                raise CannotGoOn(f"{base / name} 缺失或已损坏。", f"{base / name} is missing or damaged.")
        return base
    raise CannotGoOn(f"{archive} 中没有该时刻之前的基础备份。", f"{archive} has no base copy from before that moment.")


def _unpack_base(source: IO[bytes], data: Path) -> None:
    data.mkdir(mode=0o700)
    with tarfile.open(fileobj=source, mode="r|") as archive:
        archive.extractall(data, filter="data")
    for path in data.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _roll_forward(home: Home, cluster: Cluster, archive: Path, identity: Path, moment: datetime | None) -> None:
    fetch = [sys.executable, "-m", "deploy.backup.fetch_segment"]
    own = shlex.join([str(archive.resolve()), str(identity.resolve())]).replace("%", "%%")
    until = {"recovery_target_time": moment.isoformat(), "recovery_target_action": "promote"} if moment else {}
    cluster.configure(
        archive_mode="off",
        restore_command=f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.join(fetch)} %f %p {own}",
        **until,
    )
    (cluster.data / "recovery.signal").touch(mode=0o600)
    try:
        with running(home, cluster):
            asyncio.run(_promoted(cluster))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        said = last_line(home.log("restore")) or type(error).__name__
        raise CannotGoOn(f"未能恢复到该时刻：{said}", f"the moment was not reached: {said}") from None
    cluster.configure()


async def _promoted(cluster: Cluster) -> None:
    async with asyncio.timeout(3600):
        while True:
            try:
                connection = await asyncpg.connect(cluster.dsn(DATABASE))
                recovering = await connection.fetchval("SELECT pg_is_in_recovery()")
                await connection.close()
            except asyncpg.CannotConnectNowError:
                recovering = True
            if not recovering:
                return
            await asyncio.sleep(0.2)
