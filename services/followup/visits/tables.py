"""Visits, and every entry that was made about one."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, DateTime, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.followup.tables import FollowupTable


class Visit(FollowupTable, table=True):
    """One visit that somebody agreed to."""

    __tablename__: ClassVar[str] = "visits"

    id: UUID = Field(primary_key=True)
    plan_id: UUID
    person_id: UUID
    version: int
    """Of the plan's protocol, when this visit was planned or last given another date."""
    step: str
    occurrence: int
    round: int = 1
    """Grows when the plan starts anew under another version of its protocol."""
    base_on: date
    """The day that the window counts from: the plan's anchor, or the day of the outcome that brought it about."""
    place: str
    division: str
    """Which division owes the visit; it changes with the person's move."""
    former_divisions: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    """Who owed it before: they may still record what they did then."""
    earliest_on: date
    due_on: date
    latest_on: date
    state: str
    closed_on: date | None = None
    """The day of the visit, or the day on which it was not owed any more."""
    attempts: int = 0
    """How often somebody was not found."""
    retry_by: date | None = None
    """When the next try is to be made at the latest, after one that failed."""
    worker: str | None = None
    """Who makes the visit, on ``planned_on``; both change with leaves, moves and tries that failed."""
    planned_on: date | None = None
    revision: int = 1
    """Grows with what people do to the visit. That days pass changes no revision, so that a worker who read the
    visit yesterday can still record it today."""


class Entry(FollowupTable, table=True):
    """What one worker said about one visit. Entries are added, never changed."""

    __tablename__: ClassVar[str] = "visit_entries"

    id: UUID = Field(primary_key=True)
    visit_id: UUID
    outcome: str
    done_on: date
    place: str | None = None
    content: bytes | None = None
    """Sealed (context ``visit.content``): note and findings as JSON."""
    fingerprint: bytes
    """Equal for entries that say the same; keyed, so it gives nothing away."""
    client_id: UUID | None = None
    """The id that a device without network gave it."""
    counts: bool = True
    """False for what another device said of a visit that had come to its outcome already: kept beside it."""
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
