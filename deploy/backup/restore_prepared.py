"""Restores the county of containers or systemd: its secrets, by which PostgreSQL is started; then its database."""

import asyncio
import json
from pathlib import Path

import asyncpg

from deploy.backup.make import FILES_FILE, Manifest
from deploy.backup.restore import fill, read_manifest, unpack
from deploy.backup.sealed import open_sealed
from deploy.local.failures import CannotGoOn
from deploy.local.programs import DATABASE
from deploy.setup.inside import SHARED, let_read
from deploy.setup.secrets import PASSWORDS, superuser_url


def restore_files(backup: Path, identity: Path, root: Path) -> Manifest:
    """Secrets, keys and certificates into ``root``, which must be empty. Raises CannotGoOn."""
    manifest = read_manifest(backup)
    if root.exists() and any(root.iterdir()):
        raise CannotGoOn(f"{root} 不是空的。", f"{root} is not empty.")
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    open_sealed(backup / FILES_FILE, identity, lambda source: unpack(source, root))
    for folder in (root / name for name in SHARED):
        if folder.exists():
            let_read(folder)
    return manifest


def restore_database(backup: Path, identity: Path, root: Path) -> Manifest:
    """The database into the server that ``root`` names, which must have none yet; gone again when it fails."""
    return asyncio.run(_restore_database(backup, identity, root / "setup"))


async def _restore_database(backup: Path, identity: Path, setup: Path) -> Manifest:
    manifest, known = read_manifest(backup), json.loads((setup / PASSWORDS).read_text())
    url = superuser_url(setup)
    admin = await asyncpg.connect(url)
    try:
        if await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            raise CannotGoOn(f"数据库 {DATABASE} 已存在。", f"the server has a database {DATABASE} already.")
        try:
            await fill(url, backup, identity, manifest, known)
        except BaseException:
            await admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            raise
    finally:
        await admin.close()
    return manifest
