"""The secrets of an installation: one folder for each process, with what that process needs and nothing else.

``DIR/<service>/`` holds ``huijia.env`` (its connection as its runtime role), its own keys, the published halves of
everybody's, and its certificate. ``DIR/setup/`` holds what only the preparing job may see: the passwords of all roles,
owners included, the database's superuser, and the first accounts. ``DIR/postgres/password`` is the superuser's for the
database itself, ``DIR/grafana/password`` its administrator's for Grafana. ``DIR/authority/`` vouches for the
certificates and goes to no process at all.
"""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from chassis.keys import create_keys
from chassis.roles import SERVICES, all_roles, runtime_role
from deploy.local.home import write_private, write_private_json
from deploy.setup.accounts import first_accounts
from deploy.setup.inside import GRAFANA, Inside, issue_certificates, of_authority, publish, voucher_in

ENVIRONMENT = "huijia.env"
PASSWORDS = "passwords.json"
ACCOUNTS = "credentials.json"
SUPERUSER = "postgres"
DATABASE = "huijia"


class AlreadyThere(Exception):
    """The folder holds an installation's secrets already; they are never overwritten."""


@dataclass(frozen=True)
class Place:
    """Where the parts of an installation find each other, and the county's code."""

    inside: Inside
    county: str


def make_secrets(folder: Path, place: Place) -> None:
    """Make everything anew under ``folder``, whole or not at all. Raises AlreadyThere."""
    if any((folder / name).exists() for name in ("setup", "authority", *SERVICES)):
        raise AlreadyThere(f"{folder} holds the secrets of an installation already: they are never made twice.")
    unfinished = folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    superuser = secrets.token_hex(24)
    passwords = {role: secrets.token_hex(24) for role in all_roles()}
    create_keys(unfinished / "keys")
    _make_setup(unfinished / "setup", place, superuser, passwords)
    (unfinished / "postgres").mkdir(mode=0o700)
    write_private(unfinished / "postgres" / "password", superuser)
    if place.inside.by_compose:
        publish(unfinished / GRAFANA, {"password": secrets.token_urlsafe(12)})
    for service in SERVICES:
        _make_service(unfinished, service, place, passwords[runtime_role(service)])
    shutil.rmtree(unfinished / "keys")
    issue_certificates(unfinished, place.inside)
    for made in sorted(unfinished.iterdir()):
        made.rename(folder / made.name)
    unfinished.rmdir()


def superuser_url(folder: Path) -> str:
    """Where the installation's database is and its superuser: ADMIN_DATABASE_URL, or as ``folder`` (setup) has it."""
    if told := os.environ.get("ADMIN_DATABASE_URL"):
        return told
    lines = (folder / ENVIRONMENT).read_text().splitlines()
    url = dict(line.split("=", 1) for line in lines if "=" in line)["ADMIN_DATABASE_URL"]
    # Where this folder is seen differs from where it was made, so who vouches is added here.
    return url if "?" in url else url + of_authority(urlsplit(url).netloc.rpartition("@")[2], voucher_in(folder))


def _make_setup(folder: Path, place: Place, superuser: str, passwords: dict[str, str]) -> None:
    folder.mkdir(mode=0o700)
    admin = f"postgresql://{SUPERUSER}:{superuser}@{place.inside.database}/postgres"
    write_private(folder / ENVIRONMENT, f"ADMIN_DATABASE_URL={admin}\n")
    write_private_json(folder / PASSWORDS, passwords)
    write_private_json(folder / ACCOUNTS, first_accounts(place.county))


def _make_service(root: Path, service: str, place: Place, password: str) -> None:
    folder = root / service
    folder.mkdir(mode=0o700)
    url = f"postgresql://{runtime_role(service)}:{password}@{place.inside.database}/{DATABASE}"
    told = {"SERVICE": service, "DATABASE_URL": url + place.inside.asks_of_database(service)}
    told |= place.inside.bus_of(service)
    write_private(folder / ENVIRONMENT, "".join(f"{name}={value}\n" for name, value in told.items()))
    for key in sorted((root / "keys").iterdir()):
        if key.name.startswith(f"{service}.") or key.name.endswith(".jwks.json"):
            shutil.copyfile(key, folder / key.name)
            (folder / key.name).chmod(0o600)
