"""Requests for correction as kept. Values are sealed: they may be citizen numbers, and a retention rule clears them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

VALUE = "correction.value"
"""Sealing context of ``held_sealed`` and ``stated_sealed``; what is sealed is JSON."""


class Correction(RegistryTable, table=True):
    """One request by, or for, one person."""

    __tablename__: ClassVar[str] = "corrections"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    state: str = "requested"
    asked_by: str
    """``self``, ``guardian`` or ``representative``."""
    document_id: UUID | None = None
    """The evidence: a paper shown at the desk."""
    requested_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
    decide_by: date
    decide_by_source: str
    apply_by: date | None = None
    owed_by: date | None = None
    """The day by which the next step is owed."""
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    applied_by: str | None = None
    applied_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    applied_revision: int | None = None
    """The person's revision that the correction made."""
    revision: int = 1


class CorrectionClaim(RegistryTable, table=True):
    """One field of a request: what the register held, what it should hold, and the decision."""

    __tablename__: ClassVar[str] = "correction_claims"

    correction_id: UUID = Field(primary_key=True)
    field: str = Field(primary_key=True)
    position: int
    what_is_wrong: str | None = None
    held_sealed: bytes | None = None
    stated_sealed: bytes | None = None
    accepted: bool | None = None
    reason: str | None = None
