"""The benchmark's own PostgreSQL with some services' tables; gone afterwards."""

import asyncio
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from bench.temporary_registry import temporary_registry
from chassis import roles
from chassis.migrate import migrate


@dataclass(frozen=True)
class TemporaryHouse:
    """Where its files lie, and connection strings for a service's two roles."""

    home: Path
    place: str
    password: str

    def dsn(self, service: str) -> str:
        """As the service runs."""
        return f"postgresql://{roles.runtime_role(service)}:{self.password}@{self.place}"

    def owner_dsn(self, service: str) -> str:
        """As the schema's owner."""
        return f"postgresql://{roles.owner_role(service)}:{self.password}@{self.place}"


@contextmanager
def temporary_house(*services: str) -> Iterator[TemporaryHouse]:
    """Started and migrated; stopped and removed at the end."""
    with temporary_registry() as registry:
        admin = urlsplit(registry.admin_dsn)
        house = TemporaryHouse(registry.home, f"127.0.0.1:{admin.port}{admin.path}", secrets.token_hex(8))
        asyncio.run(_prepare(house, registry.admin_dsn, services))
        yield house


async def _prepare(house: TemporaryHouse, admin_dsn: str, services: tuple[str, ...]) -> None:
    admin = await asyncpg.connect(admin_dsn)
    for service in services:
        for role in (roles.runtime_role(service), roles.owner_role(service)):
            await admin.execute(f"ALTER ROLE {role} PASSWORD '{house.password}'")
    await admin.close()
    for service in services:
        await migrate(service, house.owner_dsn(service))


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
