"""Outreach as kept. No table has a place for a person who was reached: a number stands for them."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel


class Activity(SQLModel, table=True):
    """One letter, meeting, message or training. ``division`` held it."""

    __tablename__ = "outreach_activities"

    id: UUID = Field(primary_key=True)
    kind: str
    box: str
    division: str
    place: str
    title: str
    held_on: date
    addressed: int
    """How many households or people it was meant for."""
    reached: int
    """How many of them it reached."""
    recorded_by: str
    recorded_at: datetime
    withdrawn_on: date | None = None
    withdrawn_reason: str | None = None
    revision: int = 1


class EvidenceFile(SQLModel, table=True):
    """A photograph or document, sealed. ``digest`` is of what is kept: a photograph without where it was taken."""

    __tablename__ = "outreach_files"

    id: UUID = Field(primary_key=True)
    activity_id: UUID
    name: str
    media_type: str
    size: int
    digest: bytes
    file_sealed: bytes
    added_by: str
    added_at: datetime
