"""What belongs to a backup: one database, and the folders of keys, passwords and checkpoints beside it."""

import os
from dataclasses import dataclass
from pathlib import Path

from deploy.local.failures import CannotGoOn
from deploy.local.home import Home
from deploy.local.passwords import ADMIN, saved_passwords
from deploy.local.ports import remembered
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE
from deploy.setup.database import url_of
from deploy.setup.secrets import superuser_url

# What an installation cannot do without; logs, environments and files of the demo county are made anew.
_FILES = ("keys", "secrets.json", "credentials.json", "checkpoints", "spool", "sms", "backup.recipient")
RECIPIENT = "backup.recipient"


@dataclass(frozen=True)
class Place:
    """``database`` is the superuser's connection string; ``files`` are kept by name below ``root``."""

    database: str
    root: Path
    files: list[Path]
    recipient: str
    kept_in: Path


def place_of(home: Home) -> Place:
    """The installation of this machine, or the one whose secrets are in HUIJIA_BACKUP_FILES. Raises CannotGoOn."""
    root, told = root_of(home), os.environ.get("HUIJIA_BACKUP_DATABASE")
    prepared = "HUIJIA_BACKUP_FILES" in os.environ
    kept_in = Path(os.environ.get("HUIJIA_BACKUPS") or home.folder.with_name(f"{home.folder.name}-backups")).resolve()
    files = sorted(root.iterdir()) if prepared else [root / name for name in _FILES]
    database = told or (database_of(root) if prepared else _local_database(home))
    return Place(database, root, [f for f in files if f.exists()], _recipient(root), kept_in)


def root_of(home: Home) -> Path:
    """The folder of keys and passwords."""
    return Path(os.environ.get("HUIJIA_BACKUP_FILES") or home.folder).resolve()


def database_of(root: Path) -> str:
    """The superuser's connection string of the installation whose secrets ``deploy.setup`` made in ``root``."""
    return url_of(superuser_url(root / "setup"), DATABASE)


def _local_database(home: Home) -> str:
    known, ports = saved_passwords(home), remembered(home)
    if ADMIN not in known or "postgres" not in ports:
        raise CannotGoOn(f"{home.folder} 中没有惠家。", f"there is no installation in {home.folder}.")
    return Cluster(home.postgres, ports["postgres"], known[ADMIN]).dsn(DATABASE)


def _recipient(root: Path) -> str:
    told = os.environ.get("HUIJIA_BACKUP_RECIPIENT") or ""
    path = root / RECIPIENT
    found = told or (path.read_text().strip() if path.exists() else "")
    if not found:
        raise CannotGoOn(
            "还没有备份密钥：先运行 make backup-key IDENTITY=/安全的地方/huijia.key",
            "there is no key to encrypt backups for: first 'make backup-key IDENTITY=/safe/place/huijia.key'",
        )
    return found
