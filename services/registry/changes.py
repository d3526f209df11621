"""A change to a versioned row: who makes it, when, why and on what ground, told with the row itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.auth import Caller
from services.registry.tables import Versioned


@dataclass(frozen=True)
class Change:
    """One act. The rows that it makes or alters all carry it."""

    at: datetime
    by: str
    reason: str
    source: str
    source_id: UUID | None = None
    document_id: UUID | None = None

    @classmethod
    def by_caller(
        cls,
        caller: Caller,
        reason: str,
        source: str = "hand",
        source_id: UUID | None = None,
        document_id: UUID | None = None,
    ) -> "Change":
        """An act of ``caller`` now; ``document_id`` is the paper that was shown for it."""
        return cls(clock.now(), caller.subject, reason, source, source_id, document_id)

    def columns(self) -> dict[str, Any]:
        """The columns of a new row."""
        return {
            "valid_from": self.at,
            "changed_by": self.by,
            "change_reason": self.reason,
            "source": self.source,
            "source_id": self.source_id,
            "document_id": self.document_id,
        }

    def stamp(self, row: Versioned) -> None:
        """Make ``row`` the next version of itself; the database keeps the one before."""
        row.revision += 1
        for name, value in self.columns().items():
            setattr(row, name, value)
