"""Imports as kept: one row per upload. Rejected rows and possible duplicates are written and read as sets, in SQL."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Import(RegistryTable, table=True):
    """One uploaded file and what became of it."""

    __tablename__: ClassVar[str] = "imports"

    id: UUID = Field(primary_key=True)
    state: str = "queued"
    phase: str = "waiting"
    """While running: ``reading``, ``matching``, ``writing``."""
    attempts: int = 0
    """How often work on it was begun: also the token that keeps an earlier, lost attempt from finishing it."""
    file_name: str
    size: int
    digest: bytes
    """SHA-256 of the file."""
    uploaded_by: str
    uploader: dict[str, Any] = Field(sa_type=JSONB)
    """The ``Caller`` who uploaded it, for the audit entry and the scope of each row."""
    division: str
    titles: list[str] = Field(default=[], sa_type=JSONB)
    """The file's own names of its columns."""
    unknown_columns: list[str] = Field(default=[], sa_type=JSONB)
    problem: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    rows_read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    possible_duplicates: int = 0
    uploaded_at: datetime = Field(sa_type=DateTime(timezone=True))
    started_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    finished_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    undone_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    undone_by: str | None = None
