"""Discrepancies and answers as kept. No cell of any extract is here: what is shown is read from the extract."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Discrepancy(RegistryTable, table=True):
    """One task that ``owner`` owes to a person."""

    __tablename__: ClassVar[str] = "discrepancies"

    id: UUID = Field(primary_key=True)
    case_key: bytes
    """Keyed digest of the rule and whom it is about: the same case next month is this row."""
    rule: str
    owner: str
    severity: str
    state: str = "open"
    """``open``, ``answered``, ``resolved`` (decided, not done yet) or ``closed``."""
    person_id: UUID | None = None
    other_id: UUID | None = None
    division: str
    differs: str | None = None
    """Names of the fields that differ; never their values."""
    happened_on: date | None = None
    session_id: UUID
    """The meeting that found it first."""
    last_session_id: UUID
    """The meeting that found it last."""
    submission_id: UUID | None = None
    row_number: int | None = None
    submitter: str | None = None
    opened_on: date
    due_on: date
    closed_on: date | None = None
    closed_how: str | None = None
    """``agrees`` (found no more), ``applied`` (put into the register), ``done`` (by its owner) or ``no-difference``."""
    decision: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """What the meeting resolved: resolution, note, by, at; then what came of it in the register."""
    acknowledged_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """When the department that handed the row in said that it knows the outcome."""
    revision: int = 1


class Answer(RegistryTable, table=True):
    """What the owner says of a discrepancy. Rows are added, never changed."""

    __tablename__: ClassVar[str] = "discrepancy_answers"

    id: UUID = Field(primary_key=True)
    discrepancy_id: UUID
    answered_at: datetime = Field(sa_type=DateTime(timezone=True))
    answered_by: str
    department: str | None = None
    outcome: str
    """``mended``, ``register-is-wrong``, ``no-difference`` or ``needs-time``."""
    note: str | None = None
    evidence: str | None = None
