"""Source documents as kept: what paper, from whom, of what day. Rows are added; retention alone empties them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

NUMBER = "document.number"
"""Sealing context of ``number_sealed``."""


class Document(RegistryTable, table=True):
    """One source document. A version that stands on it has its id as ``document_id``.

    A correction that stands on nothing else has ``source`` "document" and the id as ``source_id``.
    """

    __tablename__: ClassVar[str] = "documents"

    id: UUID = Field(primary_key=True)
    kind: str
    """A code of ``kinds.yaml``."""
    name: str | None = None
    """What a paper of kind ``other`` is called."""
    number_sealed: bytes | None = None
    issued_by: str | None = None
    issued_on: date | None = None
    kept_at: datetime = Field(sa_type=DateTime(timezone=True))
    kept_by: str
    erased_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """When its period was over: of the paper only the kind is left."""
