"""Deaths as registered. No cause of death is kept: it is health content (C5)."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

CERTIFICATE = "death.certificate"
"""Sealing context of ``certificate_sealed`` and ``certificate_index``."""


class Death(RegistryTable, table=True):
    """One death."""

    __tablename__: ClassVar[str] = "deaths"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    died_on: date
    place: str | None = None
    state: str
    division: str
    """Where the person lived."""
    certificate_sealed: bytes | None = None
    certificate_index: bytes | None = None
    late: bool
    declared_at: datetime = Field(sa_type=DateTime(timezone=True))
    registered_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    registered_by: str | None = None
    revision: int = 1
