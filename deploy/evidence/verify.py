"""Looks at every chain of the house, one after the other."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import asyncpg
import msgspec
from sqlalchemy import func, select

from chassis import audit
from chassis.audit_checkpoints import verify_checkpoint
from chassis.db import Database
from chassis.keys import load_public_keys
from chassis.sealing import Sealer
from gateway.access_log.verify import verify_log


class Finding(msgspec.Struct, frozen=True):
    """What was looked at, how much of it there is, and every fault in words."""

    what: str
    size: str
    faults: list[str]


async def verify_house(databases: Mapping[str, str], home: Path, keys: Path) -> AsyncIterator[Finding]:
    """The audit chain of each service, then the access log with its receipts."""
    for service, url in databases.items():
        yield await _audit(service, url, home, keys)
    yield await _access_log(databases["gateway"], home, keys)


async def _audit(service: str, url: str, home: Path, keys: Path) -> Finding:
    database = Database(url, 1)
    try:
        async with database.sessions() as session:
            faults = await audit.verify(session)
            faults += await verify_checkpoint(session, home, service, Sealer.load(keys, service))
            count = (await session.execute(select(func.count()).select_from(audit.audit_log))).scalar_one()
    finally:
        await database.engine.dispose()
    return Finding(f"{service} audit", f"{count} entries", faults)


async def _access_log(url: str, home: Path, keys: Path) -> Finding:
    connection = await asyncpg.connect(url)
    try:
        told = await verify_log(connection, home, load_public_keys(keys))
    finally:
        await connection.close()
    size = f"{told.entries} entries, {told.receipts} receipts, {told.erased} erased when their time was over"
    return Finding("access log", size, told.faults)
