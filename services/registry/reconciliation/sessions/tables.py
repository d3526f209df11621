"""Meetings as kept, and what happened to each."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class MeetingSession(RegistryTable, table=True):
    """The meeting on one month."""

    __tablename__: ClassVar[str] = "reconciliation_sessions"

    id: UUID = Field(primary_key=True)
    period: str
    """``YYYY-MM``; one meeting a month."""
    state: str = "collecting"
    collect_by: date
    answer_by: date
    meeting_on: date
    present: list[str] = Field(default=[], sa_type=JSONB)
    """Departments that took part, as recorded in the meeting."""
    opened_by: str
    opened_at: datetime = Field(sa_type=DateTime(timezone=True))
    matched_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    closed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    problem: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """Why the last matching failed."""
    attempts: int = 0
    revision: int = 1


class SessionStep(RegistryTable, table=True):
    """One step of a meeting. Rows are added, never changed."""

    __tablename__: ClassVar[str] = "reconciliation_steps"

    id: UUID = Field(primary_key=True)
    session_id: UUID
    at: datetime = Field(sa_type=DateTime(timezone=True))
    taken_by: str
    from_state: str
    to_state: str
    reason: str | None = None


class Reminder(RegistryTable, table=True):
    """One reminder to one department: of extracts that are missing, or of answers."""

    __tablename__: ClassVar[str] = "reconciliation_reminders"

    session_id: UUID = Field(primary_key=True)
    department: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    """``extracts`` or ``answers``."""
    reminded_on: date = Field(primary_key=True)
    due_on: date
    missing: list[str] = Field(default=[], sa_type=JSONB)
    """Kinds not handed in yet, or rules of discrepancies not answered yet."""
