"""Confirmations as each side keeps them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.migrants.migrant_tables import MigrantsTable


class Confirmation(MigrantsTable, table=True):
    """What two counties say of one person. Once they agree, it is closed."""

    __tablename__: ClassVar[str] = "confirmations"

    id: UUID = Field(primary_key=True)
    side: str
    """``asks`` or ``answers``."""
    peer: str
    division: str
    """Of this side."""
    person_id: UUID | None = None
    """In this register, where they are known."""
    declaration_id: UUID | None = None
    who: bytes | None = None
    """Sealed (context ``confirmation.who``), while it is open."""
    moved_on: date
    ours: str | None = None
    """``here`` or ``not-here``."""
    theirs: str | None = None
    our_code: str | None = None
    """Why the two cannot say the same, as this side has it: a code of ``policy.yaml``."""
    their_code: str | None = None
    asked_on: date
    last_word_on: date
    closed_on: date | None = None
    closed_how: str | None = None
    """``agreed`` or ``explained``."""
    to_meeting_on: date | None = None


class ConfirmationNote(MigrantsTable, table=True):
    """A word in the thread, of either desk. Sealed (context ``confirmation.note``)."""

    __tablename__: ClassVar[str] = "confirmation_notes"

    id: UUID = Field(primary_key=True)
    confirmation_id: UUID
    at: datetime = Field(sa_type=DateTime(timezone=True))
    by: str
    """The account, or the other county's six digits."""
    claim: str | None = None
    words: bytes | None = None
