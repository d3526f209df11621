"""Contacts as kept."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.migrants.migrant_tables import MigrantsTable


class KeptContact(MigrantsTable, table=True):
    """One way to reach one person. The newest of a person counts; taken back, the row is gone."""

    __tablename__: ClassVar[str] = "kept_contacts"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    words: bytes
    """Sealed (context ``contact.words``)."""
    given_by: str
    """``self`` or ``guardian``."""
    how: str
    text_version: str
    """Of the words that were agreed to."""
    given_on: date
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
    recorded_by: str
