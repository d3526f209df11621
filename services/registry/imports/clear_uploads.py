"""Remove uploaded files that no open import needs: their worker died when it was done, or their request failed."""

import time
from pathlib import Path

from chassis.db import Database

_LEFT_ALONE_FOR = 3600
"""Seconds in which an upload that no import knows may still be on its way."""

_STATES = "SELECT id::text AS name, state IN ('queued', 'running') AS open FROM imports WHERE id::text = ANY ($1)"


async def clear_uploads(database: Database, home: Path) -> None:
    """Files of open imports, and fresh ones that no import knows yet, stay."""
    paths = sorted((home / "uploads").glob("*"))
    rows = await database.pool.fetch(_STATES, [path.name for path in paths])
    is_open = {row["name"]: row["open"] for row in rows}
    for path in paths:
        on_its_way = path.name not in is_open and path.stat().st_mtime >= time.time() - _LEFT_ALONE_FOR
        if not (on_its_way or is_open.get(path.name)):
            path.unlink(missing_ok=True)
