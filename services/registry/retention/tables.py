"""Runs of removal as kept. Rows are added, never changed."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable

REMOVED = "retention.removed"
"""Context of ``digests``: keyed, so that only this register can tell whether an id is among them."""


class RetentionRun(RegistryTable, table=True):
    """One batch that was removed."""

    __tablename__: ClassVar[str] = "retention_runs"

    id: UUID = Field(primary_key=True)
    record: str
    """The kind of record."""
    ground: str
    """``period`` or ``request``."""
    rule: dict[str, Any] = Field(sa_type=JSONB)
    """The period, or what was asked, as it stood."""
    ended_before: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    removed: int
    """Rows."""
    digests: list[bytes] = Field(sa_type=ARRAY(LargeBinary))
    """Keyed digests of the ids, sorted."""
    digest: bytes
    """SHA-256 over ``digests``; the audit entry holds it too."""
    run_at: datetime = Field(sa_type=DateTime(timezone=True))
