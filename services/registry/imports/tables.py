"""Imports as kept: one row per upload. Rejected rows and possible duplicates are written and read as sets, in SQL."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable

_JSONB_OR_NULL = JSONB(none_as_null=True)
"""None is SQL's NULL, which queries ask for, and not JSON's null."""


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
    mapping: dict[str, Any] | None = Field(default=None, sa_type=_JSONB_OR_NULL)
    """The remembered mapping that the file was read by: ``{id, columns}``."""
    dry_run: bool = False
    preview: dict[str, Any] | None = Field(default=None, sa_type=_JSONB_OR_NULL)
    """Of a dry run: what would have changed."""
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
    undoer: dict[str, Any] | None = Field(default=None, sa_type=_JSONB_OR_NULL)
    """The ``Caller`` who asked for the undo that is waiting or running."""


class ImportMapping(RegistryTable, table=True):
    """How one office calls its columns."""

    __tablename__: ClassVar[str] = "import_mappings"

    id: UUID = Field(primary_key=True)
    division: str
    """Of the office: mappings are its own, and no other's."""
    headers: list[str] = Field(sa_type=ARRAY(Text))
    """The headers that it explains, folded and sorted: a second mapping of the same headers replaces the first."""
    columns: dict[str, str | None] = Field(sa_type=JSONB)
    """The header as the office writes it → our column, or None for one to be left out."""
    saved_at: datetime = Field(sa_type=DateTime(timezone=True))
    saved_by: str
