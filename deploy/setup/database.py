"""Roles, schemas and tables in a PostgreSQL that is there already. Every step may be done again."""

from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from chassis.bus.schema import create_bus_schema
from chassis.migrate import migrate
from chassis.roles import BUS_OWNER, SERVICES, create_roles, create_schemas, owner_role


def url_of(admin_url: str, database: str, role: str | None = None, password: str = "") -> str:
    """The superuser's URL for another database, or that of ``role`` at the same server."""
    parts = urlsplit(admin_url)
    place = parts.netloc.rpartition("@")[2]
    netloc = parts.netloc if role is None else f"{role}:{quote(password)}@{place}"
    return urlunsplit((parts.scheme, netloc, f"/{database}", parts.query, ""))


async def create_database(admin_url: str, database: str, passwords: dict[str, str]) -> None:
    """The database, every role and schema, and the embedded bus's tables. ``passwords``: role → password."""
    admin = await asyncpg.connect(admin_url)
    try:
        await create_roles(admin, passwords)
        if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
            await admin.execute(f"CREATE DATABASE {database}")
    finally:
        await admin.close()
    admin = await asyncpg.connect(url_of(admin_url, database))
    try:
        await create_schemas(admin, database)
    finally:
        await admin.close()
    owner = await asyncpg.connect(url_of(admin_url, database, BUS_OWNER, passwords[BUS_OWNER]))
    try:
        await create_bus_schema(owner)
    finally:
        await owner.close()


async def migrate_services(admin_url: str, database: str, passwords: dict[str, str]) -> None:
    """Every service's schema to the newest version, each as its owner."""
    for service in SERVICES:
        role = owner_role(service)
        await migrate(service, url_of(admin_url, database, role, passwords[role]))
