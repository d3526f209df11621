"""Consents and notices as kept. There is no column for why somebody withdrew: nobody is asked."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Consent(RegistryTable, table=True):
    """One consent to one purpose; it stands until ``withdrawn_at``."""

    __tablename__: ClassVar[str] = "consents"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    purpose: str
    text_version: int
    given_by: str
    guardian_id: UUID | None = None
    how: str
    """``paper``, ``spoken`` (before a worker) or ``online``."""
    document_id: UUID | None = None
    given_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
    withdrawn_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    withdrawal_recorded_by: str | None = None


class Notice(RegistryTable, table=True):
    """One notice that a person was given."""

    __tablename__: ClassVar[str] = "notices"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    purpose: str
    text_version: int
    how: str
    told: str
    """Who was told: ``self`` or ``guardian``."""
    given_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
