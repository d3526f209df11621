"""Pairs that may be one person, and the searches for them."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Pair(RegistryTable, table=True):
    """Two entries that may be one person. There is one row for two entries, whichever was asked about first."""

    __tablename__: ClassVar[str] = "possible_duplicates"

    id: UUID
    person_id: UUID = Field(primary_key=True)
    other_id: UUID = Field(primary_key=True)
    reason: str
    """Where the question came from: ``entry``, ``scan`` or, from an import, ``name-sex-birth-date``."""
    weight: float | None = None
    """log2 of the odds that they are one person; null until it is worked out."""
    evidence: dict[str, Any] = Field(default={}, sa_type=JSONB)
    """Of each feature, the level of agreement (``rules.LEVELS``). No values."""
    import_id: UUID | None = None
    scan_id: UUID | None = None
    found_at: datetime = Field(sa_type=DateTime(timezone=True))
    state: str = "open"
    """``open``, ``merged``, ``not_same`` (for good), ``lapsed`` (a correction took the evidence away)."""
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    decision: str | None = None
    merge_id: UUID | None = None


class Scan(RegistryTable, table=True):
    """One search of the whole register for pairs."""

    __tablename__: ClassVar[str] = "duplicate_scans"

    id: UUID = Field(primary_key=True)
    state: str = "queued"
    phase: str = "waiting"
    """While running: ``reading``, ``comparing``, ``writing``."""
    requested_by: str
    requested_at: datetime = Field(sa_type=DateTime(timezone=True))
    started_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    finished_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    persons: int = 0
    pairs: int = 0
    new_pairs: int = 0
    attempts: int = 0
