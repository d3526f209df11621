"""Remove uploaded files that no open import needs: their request failed after they were received."""

import time
from pathlib import Path

from chassis.db import Database

_LEFT_ALONE_FOR = 3600
"""Seconds in which an upload may still be on its way."""


async def clear_uploads(database: Database, home: Path) -> None:
    """Files of open imports, and fresh ones, stay."""
    rows = await database.pool.fetch("SELECT id FROM imports WHERE state IN ('queued', 'running')")
    needed = {str(row["id"]) for row in rows}
    for path in sorted((home / "uploads").glob("*")):
        if path.name not in needed and path.stat().st_mtime < time.time() - _LEFT_ALONE_FOR:
            path.unlink(missing_ok=True)
