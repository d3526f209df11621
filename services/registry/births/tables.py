"""Births as registered. What a birth certificate number says of the hospital is sealed with it."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

CERTIFICATE = "birth.certificate"
"""Sealing context of ``certificate_sealed`` and ``certificate_index``."""


class Birth(RegistryTable, table=True):
    """One birth. Parents are named where they are known and in the register; nothing else is asked of them (C1)."""

    __tablename__: ClassVar[str] = "births"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    """The child."""
    mother_id: UUID | None = None
    father_id: UUID | None = None
    born_on: date
    place: str | None = None
    state: str
    division: str
    """Where the child lived when the birth was registered."""
    certificate_sealed: bytes | None = None
    certificate_index: bytes | None = None
    late: bool
    declared_at: datetime = Field(sa_type=DateTime(timezone=True))
    registered_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    registered_by: str | None = None
    revision: int = 1
