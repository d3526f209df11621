"""Extracts as kept: the record of a submission stays (hash and counts), its rows go by retention."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Submission(RegistryTable, table=True):
    """One extract of one kind for one meeting."""

    __tablename__: ClassVar[str] = "submissions"

    id: UUID = Field(primary_key=True)
    session_id: UUID
    department: str
    kind: str
    state: str = "queued"
    """``queued``, ``reading``, ``accepted``, ``refused`` or ``replaced``."""
    late: bool = False
    file_name: str
    size: int
    digest: bytes
    """SHA-256 of the file as it came."""
    submitted_by: str
    submitted_at: datetime = Field(sa_type=DateTime(timezone=True))
    finished_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    rows_declared: int | None = None
    rows_read: int = 0
    accepted: int = 0
    rejected: int = 0
    verdicts: dict[str, int] = Field(default={}, sa_type=JSONB)
    """Code of a fault → rows that have it."""
    warnings: list[str] = Field(default=[], sa_type=JSONB)
    problem: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    attempts: int = 0
    erased_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """When its rows were removed."""


class SubmissionRow(RegistryTable, table=True):
    """One row: sealed where it was accepted, else its faults and nothing of its cells."""

    __tablename__: ClassVar[str] = "submission_rows"

    submission_id: UUID = Field(primary_key=True)
    row_number: int = Field(primary_key=True)
    faults: list[list[str]] | None = Field(default=None, sa_type=JSONB)
    record_sealed: bytes | None = None
