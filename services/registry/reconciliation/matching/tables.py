"""Links as kept: of this month's rows, and those that hold from month to month."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class RowLink(RegistryTable, table=True):
    """Whom a row speaks of. Goes with the row."""

    __tablename__: ClassVar[str] = "submission_links"

    submission_id: UUID = Field(primary_key=True)
    row_number: int = Field(primary_key=True)
    role: str = Field(primary_key=True)
    person_id: UUID | None = None
    state: str
    """``linked``, ``confirmed`` (by an officer) or ``proposed``."""
    how: str
    """``number``, ``weight`` or ``kept`` (from an earlier month)."""
    weight: float | None = None
    evidence: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    runner_up_id: UUID | None = None
    identity: bytes | None = None
    """Keyed digest of what the row says of the person; null where the number links it."""


class KeptLink(RegistryTable, table=True):
    """A link that holds from month to month, or that an officer refused for good. Holds no value of any row."""

    __tablename__: ClassVar[str] = "register_links"

    identity: bytes = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    state: str
    """``linked``, ``confirmed`` or ``refused``."""
    weight: float | None = None
    mark: str | None = None
    """Digest of what was compared of the entry: where it changed, a link that nobody decided is weighed anew."""
    session_id: UUID
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    reason: str | None = None
