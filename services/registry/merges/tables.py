"""Merges as decided: what was chosen, what followed the survivor, and whether it was taken back."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Merge(RegistryTable, table=True):
    """One merge. The two persons as they were lie in ``person_versions``, under the revisions named here."""

    __tablename__: ClassVar[str] = "merges"

    id: UUID = Field(primary_key=True)
    survivor_id: UUID
    survivor_before: int
    survivor_after: int
    merged_id: UUID
    merged_revision: int
    choices: dict[str, str] = Field(sa_type=JSONB)
    """Of each field that differed, whose value stands: ``survivor`` or ``merged``. No values."""
    repointed: list[dict[str, Any]] = Field(default=[], sa_type=JSONB)
    """The rows that named the merged person and name the survivor now: table, column, key."""
    set_aside: list[dict[str, Any]] = Field(default=[], sa_type=JSONB)
    """Rows of which the survivor had one already (a second birth of one child), whole."""
    headed: dict[str, str] = Field(default={}, sa_type=JSONB)
    """Households whose head changed with the merge: id → who headed it before."""
    voided: list[str] = Field(default=[], sa_type=JSONB)
    """Numbers of the certificates that the merge made void."""
    reason: str
    merged_by: str
    merged_at: datetime = Field(sa_type=DateTime(timezone=True))
    undone_by: str | None = None
    undone_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    undo_reason: str | None = None
    kept: list[str] | None = Field(default=None, sa_type=JSONB)
    """After an undoing: the survivor's fields that had been changed since the merge, and stayed as changed."""
