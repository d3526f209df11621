"""``python -m deploy.setup COMMAND``: prepares a county that runs in containers, on a cluster or under systemd.

  secrets DIR --county CODE --database HOST:PORT [--kafka HOST:PORT]   passwords, keys, accounts: made once
  certificates DIR  the certificates anew, before they run out: every two years
  database DIR      roles, schemas and tables, then the accounts of DIR/setup/credentials.json; may be run again

`database` is also the upgrade: it migrates. It reads ADMIN_DATABASE_URL, or DIR/setup/huijia.env.
"""

import argparse
import asyncio
import json
import re
import sys
from pathlib import Path

import asyncpg

from chassis.db import Database
from chassis.roles import runtime_role
from deploy.setup.database import create_database, migrate_services, url_of
from deploy.setup.inside import Inside, renew_certificates
from deploy.setup.secrets import ACCOUNTS, DATABASE, PASSWORDS, AlreadyThere, Place, make_secrets, superuser_url
from gateway.bootstrap import UnusableCredentials, bootstrap

_PLACE = re.compile(r"[A-Za-z0-9.-]+:[0-9]{1,5}")
_COUNTY = re.compile(r"[0-9]{6}0{6}")


def _place(given: str) -> str:
    if not _PLACE.fullmatch(given):
        raise argparse.ArgumentTypeError(f"{given} is not HOST:PORT")
    return given


def _county(given: str) -> str:
    if not _COUNTY.fullmatch(given):
        raise argparse.ArgumentTypeError(f"{given} is not a county's code: six digits and six zeros")
    return given


def main(arguments: list[str]) -> None:
    """Run one command; what is wrong is said in one line."""
    parser = argparse.ArgumentParser(
        "python -m deploy.setup", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    making = commands.add_parser("secrets")
    making.add_argument("folder", type=Path)
    making.add_argument("--county", type=_county, required=True)
    making.add_argument("--database", type=_place, required=True)
    making.add_argument("--kafka", type=_place)
    making.add_argument("--trusted", type=Path, help="who vouches for database and Kafka where they are not ours (PEM)")
    making.add_argument("--prefix", default="", help="before a service's name in its address, such as county-")
    making.add_argument("--seen-at", default="/run/huijia", help="where a process sees its folder; {} is its name")
    renewing = commands.add_parser("certificates")
    renewing.add_argument("folder", type=Path)
    preparing = commands.add_parser("database")
    preparing.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    try:
        if options.command == "secrets":
            make_secrets(options.folder, Place(_inside(options), options.county))
        elif options.command == "certificates":
            renew_certificates(options.folder)
        else:
            asyncio.run(_prepare(options.folder / "setup"))
    except (AlreadyThere, UnusableCredentials, OSError, asyncpg.PostgresError) as error:
        sys.exit(f"Error: {error}")


def _inside(options: argparse.Namespace) -> Inside:
    trusted = options.trusted.read_text() if options.trusted else None
    return Inside(options.database, options.kafka, trusted, options.prefix, options.seen_at)


async def _prepare(folder: Path) -> None:
    passwords = json.loads((folder / PASSWORDS).read_text())
    admin_url = superuser_url(folder)
    await create_database(admin_url, DATABASE, passwords)
    await migrate_services(admin_url, DATABASE, passwords)
    gateway = runtime_role("gateway")
    database = Database(url_of(admin_url, DATABASE, gateway, passwords[gateway]), 1)
    try:
        changed = await bootstrap(database, (folder / ACCOUNTS).read_bytes())
    finally:
        await database.engine.dispose()
    print(f"The database is ready; accounts entered or changed: {changed}")


if __name__ == "__main__":
    main(sys.argv[1:])
