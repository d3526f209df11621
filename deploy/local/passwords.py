"""The installation's own passwords: random, made once, in one file that only its owner can read."""

import json
import secrets
from pathlib import Path

from chassis.roles import all_roles
from deploy.local.failures import CannotGoOn
from deploy.local.home import Home, write_private_json

ADMIN = "database-superuser"
SUPERVISOR = "supervisor"


def _path(home: Home) -> Path:
    return home.folder / "secrets.json"


def saved_passwords(home: Home) -> dict[str, str]:
    """Those that the first start made; empty before it."""
    return json.loads(_path(home).read_text()) if _path(home).exists() else {}


def passwords(home: Home) -> dict[str, str]:
    """Database role (or ``ADMIN``, ``SUPERVISOR``) → password; whatever is missing is made."""
    path = _path(home)
    if not path.exists() and home.postgres.exists():
        raise CannotGoOn(
            f"{path} 不见了，数据库还在：请从备份恢复该文件，或 make reset 重新开始。",
            f"{path} is gone while the database is there: restore it, or start over with 'make reset'.",
        )
    known = saved_passwords(home)
    missing = {name for name in (ADMIN, SUPERVISOR, *all_roles()) if name not in known}
    if missing:
        known |= {name: secrets.token_hex(24) for name in sorted(missing)}
        write_private_json(path, known)
    return known
