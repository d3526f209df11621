"""Restores a backup into an empty place, and proves that what came out is what went in."""

import asyncio
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import asyncpg
import msgspec

from chassis.roles import create_roles, create_schemas
from deploy.backup.fingerprints import differences, fingerprints
from deploy.backup.make import DATABASE_FILE, FILES_FILE, MANIFEST, Manifest, environment_of
from deploy.backup.sealed import digest, open_sealed
from deploy.local.database import create_if_missing
from deploy.local.failures import CannotGoOn
from deploy.local.home import ROOT, Home
from deploy.local.passwords import ADMIN, passwords
from deploy.local.ports import choose
from deploy.local.postgres import Cluster, binary
from deploy.local.programs import DATABASE
from deploy.setup.database import url_of


def read_manifest(backup: Path) -> Manifest:
    """What the backup says of itself; its files are looked at first. Raises CannotGoOn."""
    try:
        manifest = msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise CannotGoOn(f"{backup} 不是备份：{error}", f"{backup} is not a backup: {error}") from None
    for name, expected in manifest.files.items():
        if not (backup / name).exists() or digest(backup / name) != expected:
            raise CannotGoOn(f"{backup / name} 缺失或已损坏。", f"{backup / name} is missing or damaged.")
    return manifest


def restore(backup: Path, identity: Path, home: Home) -> Manifest:
    """Bring the county of ``backup`` into ``home``, which must be empty; nothing stays there when it fails."""
    manifest = read_manifest(backup)
    if home.folder.exists() and any(home.folder.iterdir()):
        raise CannotGoOn(
            f"{home.folder} 不是空的：请指定另一个 HUIJIA_HOME。",
            f"{home.folder} is not empty: name another HUIJIA_HOME to restore into.",
        )
    home.make()
    try:
        open_sealed(backup / FILES_FILE, identity, lambda source: unpack(source, home.folder))
        known = passwords(home)
        create_if_missing(home, known)
        cluster = Cluster(home.postgres, choose(home, ["postgres"])["postgres"], known[ADMIN])
        with running(home, cluster):
            asyncio.run(fill(cluster.dsn(), backup, identity, manifest, known))
    except BaseException:
        shutil.rmtree(home.folder)
        raise
    return manifest


@contextmanager
def running(home: Home, cluster: Cluster) -> Iterator[None]:
    """The restored database alone, while the block lasts."""
    argv = [sys.executable, "-m", "deploy.local.postgres", str(cluster.data), str(cluster.port)]
    with home.log("restore").open("ab") as log:
        server = subprocess.Popen(argv, stdout=log, stderr=log, cwd=ROOT)
        try:
            cluster.wait_ready(120)
            yield
        finally:
            server.send_signal(2)
            server.wait(60)


async def fill(admin_url: str, backup: Path, identity: Path, manifest: Manifest, known: dict[str, str]) -> None:
    """Make roles and database, load the backup's, and compare every table. Raises CannotGoOn."""
    admin = await asyncpg.connect(admin_url)
    try:
        await create_roles(admin, known)
        await admin.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        await admin.close()
    url = url_of(admin_url, DATABASE)
    open_sealed(backup / DATABASE_FILE, identity, lambda source: _load(source, url))
    restored = await asyncpg.connect(url)
    try:
        await create_schemas(restored, DATABASE)
        wrong = differences(manifest.tables, await fingerprints(restored))
    finally:
        await restored.close()
    if wrong:
        raise CannotGoOn(f"恢复后不一致：{', '.join(wrong)}", f"these tables came out otherwise: {', '.join(wrong)}")


def _load(source: IO[bytes], url: str) -> None:
    argv = [str(binary("pg_restore")), "--exit-on-error", "--dbname", DATABASE]
    done = subprocess.run(argv, stdin=source, stderr=subprocess.PIPE, env=environment_of(url), check=False)
    if done.returncode != 0:
        said = done.stderr.decode().strip().splitlines() or ["no reason given"]
        raise CannotGoOn(f"数据库恢复失败：{said[0]}", f"the database could not be restored: {said[0]}")


def unpack(source: IO[bytes], folder: Path) -> None:
    """The files of a backup, for their owner alone."""
    with tarfile.open(fileobj=source, mode="r|") as archive:
        # "data" refuses links, devices and ways out of the folder.
        archive.extractall(folder, filter="data")
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
