"""Source documents as kept: what paper, from whom, of what day. Rows are added, never changed."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

NUMBER = "document.number"
"""Sealing context of ``number_sealed``."""


class Document(RegistryTable, table=True):
    """One source document. A version that stands on it has ``source`` "document" and its id."""

    __tablename__: ClassVar[str] = "documents"

    id: UUID = Field(primary_key=True)
    kind: str
    number_sealed: bytes | None = None
    issued_by: str | None = None
    issued_on: date | None = None
    kept_at: datetime = Field(sa_type=DateTime(timezone=True))
    kept_by: str
