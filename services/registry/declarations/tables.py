"""Declarations as kept: what was told is sealed, because it holds whatever the event's form holds (C10)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

ENTRY = "declaration.entry"
"""Sealing context of ``entry_sealed``."""


class Declaration(RegistryTable, table=True):
    """One event as declared. Once registered, ``event_id`` is the birth, death, marriage, divorce or adoption."""

    __tablename__: ClassVar[str] = "declarations"

    id: UUID = Field(primary_key=True)
    kind: str
    state: str
    division: str
    """Of the office that took it."""
    entry_sealed: bytes
    declared_at: datetime = Field(sa_type=DateTime(timezone=True))
    declared_by: str
    verified_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    verified_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    decided_by: str | None = None
    reason: str | None = None
    """Why it was rejected."""
    event_id: UUID | None = None
    revision: int = 1
