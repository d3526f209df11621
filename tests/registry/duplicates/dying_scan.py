"""A process that is killed while it searches for duplicates: it says when part of its pairs is written, and waits."""

import asyncio
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Database
from chassis.sealing import Sealer
from services.registry.duplicates import scan_register
from services.registry.duplicates.note_duplicates import keep_pairs
from services.registry.duplicates.work_off_scans import hold_and_work


async def _keep_one_and_wait(connection: asyncpg.Connection, found: list[Any], found_by: str, scan_id: UUID) -> None:
    await keep_pairs(connection, found[:1], found_by, scan_id)
    print("writing", flush=True)
    await asyncio.Event().wait()


async def main() -> None:
    """Work off the queue, until killed."""
    vars(scan_register)["keep_pairs"] = _keep_one_and_wait
    database = Database(os.environ["DATABASE_URL"])
    await database.start()
    await hold_and_work(database, Sealer.load(Path(os.environ["HUIJIA_KEYS"]), "registry"))


if __name__ == "__main__":
    asyncio.run(main())
