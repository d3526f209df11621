"""Brings schemas up to date: ``python -m chassis.migrate registry [followup …]``.

Runs as each schema's owner, forward only, with time limits on locks and statements so that a migration gives up
rather than hold up a running service. ``MIGRATION_DATABASE_URL`` may contain ``{service}``.
"""

import asyncio
import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.db import URL, by_url

ROOT = Path(__file__).parents[1]


def migrations_folder(service: str) -> Path:
    """Where a service keeps its migrations; the gateway is not among the services' folders."""
    home = ROOT / "gateway" if service == "gateway" else ROOT / "services" / service
    return home / "migrations"


def _upgrade(connection: Connection, service: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "chassis" / "alembic"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(migrations_folder(service)))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(service: str, owner_dsn: str) -> None:
    """Bring ``service``'s schema to the newest version; a second run changes nothing."""
    engine = create_async_engine(URL, async_creator=by_url(owner_dsn), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SET lock_timeout = '10s'"))
            await connection.execute(text("SET statement_timeout = '15min'"))
            await connection.commit()
            await connection.run_sync(_upgrade, service)
            await connection.commit()
    finally:
        await engine.dispose()


def main(services: list[str]) -> None:
    """Migrate each of ``services`` in turn."""
    for service in services:
        asyncio.run(migrate(service, os.environ["MIGRATION_DATABASE_URL"].replace("{service}", service)))


if __name__ == "__main__":
    main(sys.argv[1:])
