"""Meetings as they travel."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.auth import Department
from services.registry.payloads import Line, Payload
from services.registry.reconciliation.sessions.rules import State

Period = Annotated[str, Field(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", description="The month, YYYY-MM.")]


class SessionEntry(Payload):
    """A meeting to be opened."""

    period: Period


class StepEntry(Payload):
    """The next state; going back needs a reason."""

    to: State
    reason: Line | None = None


class PresentEntry(Payload):
    """Who takes part in the meeting."""

    departments: Annotated[list[Department], Field(max_length=5)]


class SessionOut(BaseModel):
    """A meeting. A department sees its own part: its missing kinds and its open discrepancies."""

    id: UUID
    period: str
    state: str
    collect_by: date
    answer_by: date
    meeting_on: date
    present: list[str]
    opened_at: datetime
    matched_at: datetime | None
    closed_at: datetime | None
    missing: Annotated[dict[str, list[str]], Field(description="Department → kinds not handed in yet.")]
    late: Annotated[list[str], Field(description="Departments that handed something in after the last day for it.")]
    open_discrepancies: Annotated[dict[str, int], Field(description="Owner → discrepancies not closed yet.")]
    between_counties: Annotated[
        int | None,
        Field(description="Matters that desks of two counties could not settle in their time; null for departments."),
    ] = None
    reminders: Annotated[list[dict[str, Any]], Field(description="Reminders sent for this meeting.")]
    problem: dict[str, Any] | None


class StepOut(BaseModel):
    """One step of a meeting, with its reason."""

    at: datetime
    taken_by: str
    from_state: str
    to_state: str
    reason: str | None
