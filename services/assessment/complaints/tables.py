"""Complaints. Words and contacts are sealed; what is counted is not."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel


class Complaint(SQLModel, table=True):
    """One complaint. ``division`` is the office it is about, ``assigned_division`` the one that answers it."""

    __tablename__ = "complaints"

    id: UUID = Field(primary_key=True)
    number: str
    receipt_index: bytes
    """A keyed index of the receipt's code, with which the complainant follows, rates and reopens without an account."""
    channel: str
    topic: str
    division: str
    assigned_division: str
    confidential: bool
    received_on: date
    registered_on: date
    due_on: date
    extended: bool = False
    state: str = "registered"
    words_sealed: bytes | None = None
    """Null once it has been kept long enough; so are contact and answer then."""
    contact_sealed: bytes | None = None
    answer_sealed: bytes | None = None
    answered_on: date | None = None
    upheld: bool | None = None
    violation: str | None = None
    rating: int | None = None
    reopened: int = 0
    registered_by: str
    registered_at: datetime
    answered_by: str | None = None
    erased_on: date | None = None
    revision: int = 1
