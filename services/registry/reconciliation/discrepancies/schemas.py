"""Discrepancies as they travel."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import CalendarDate, DivisionCode, Line, Name, Payload
from services.registry.reconciliation.discrepancies.rules import Outcome, Resolution


class DiscrepancyOut(BaseModel):
    """A task owed to a person. A department is shown what its policy gives it."""

    id: UUID
    rule: str
    title: Annotated[str, Field(description="What disagrees, in words.")]
    matter: str
    severity: str
    state: str
    owner: str
    remedy: str
    opened_on: date
    due_on: date
    overdue: bool
    division: str
    happened_on: date | None
    benefit: Annotated[str, Field(description="What the person gains when it is mended.")]
    evidence_needed: Annotated[str, Field(description="What closes it.")]
    differs: Annotated[list[str], Field(description="Names of the fields that differ.")]
    about: Annotated[
        dict[str, str] | None, Field(description="What the owner needs to act; numbers masked; null once erased.")
    ]
    person_id: UUID | None
    other_id: UUID | None
    submission_id: UUID | None
    row_number: int | None
    submitter: str | None
    answers: list[dict[str, Any]]
    decision: dict[str, Any] | None
    closed_on: date | None
    closed_how: str | None


class AnswerEntry(Payload):
    """What its owner says. ``mended`` names the evidence."""

    outcome: Outcome
    evidence: Line | None = None
    note: Line | None = None


class ResolutionEntry(Payload):
    """What the meeting resolves."""

    resolution: Resolution
    note: Line | None = None
    due_on: CalendarDate | None = None


class ApplicationEntry(Payload):
    """What the row does not say and the register needs: a newborn's name, where somebody lives now."""

    name: Name | None = None
    residence_division: DivisionCode | None = None
    to_division: DivisionCode | None = None


class AcknowledgementOut(BaseModel):
    """What came of a row that a department had handed in."""

    id: UUID
    rule: str
    title: str
    submission_id: UUID | None
    row_number: int | None
    owner: str
    state: str
    outcome: Annotated[str | None, Field(description="agrees, applied, done or no-difference; null while it is open.")]
    closed_on: date | None
    acknowledged_at: datetime | None
