"""One import being carried out: what every step of it needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

SOURCE = "import"


@dataclass(frozen=True)
class Act:
    """The import's transaction, its id, and the stamp that its changes carry."""

    connection: asyncpg.Connection
    import_id: UUID
    at: datetime
    by: str

    async def execute(self, sql: str, *arguments: Any) -> int:
        """Run one statement; how many rows it touched."""
        status = await self.connection.execute(sql, *arguments)
        return int(status.rpartition(" ")[2]) if status[-1].isdigit() else 0

    @property
    def stamp(self) -> tuple[datetime, str, UUID]:
        """For ``STAMP``'s parameters $1, $2 and $3."""
        return self.at, self.by, self.import_id


STAMP = f"$1::timestamptz, $2::text, 'import', '{SOURCE}', $3::uuid"
"""valid_from, changed_by, change_reason, source, source_id."""
