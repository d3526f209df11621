"""Requests for correction as they travel. Values of identifiers are shown masked."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.corrections.rules import State
from services.registry.documents.keep_document import DocumentEntry
from services.registry.documents.read_documents import DocumentOut
from services.registry.payloads import CalendarDate, Line, Payload

FieldName = Literal[
    "name",
    "sex",
    "birth_date",
    "ethnic_group",
    "marital_status",
    "citizen_number",
    "other_id_type",
    "other_id_number",
    "phone",
    "residence_address",
    "note",
]
AskedBy = Literal["self", "guardian", "representative"]


class Claim(Payload):
    """One field that is wrong."""

    field: FieldName
    should_be: Annotated[str | int | None, Field(description="Null where the field should be empty.")]
    what_is_wrong: Line | None = None


class CorrectionEntry(Payload):
    """A request, taken down at the desk."""

    asked_by: AskedBy
    requested_on: CalendarDate | None = None
    """The day it was asked, where it is taken down later; deadlines count from it."""
    document: DocumentEntry | None = None
    claims: Annotated[list[Claim], Field(min_length=1, max_length=11)]


class VerdictEntry(Payload):
    """The decision on one field."""

    field: FieldName
    accepted: bool
    reason: Line | None = None


class DecisionEntry(Payload):
    """The decision on all fields asked."""

    verdicts: Annotated[list[VerdictEntry], Field(min_length=1, max_length=11)]


class ClaimOut(BaseModel):
    """One field of a request. Values are null once their retention period has passed."""

    field: str
    held: str | None
    should_be: str | None
    what_is_wrong: str | None
    accepted: bool | None
    reason: str | None


class CorrectionOut(BaseModel):
    """A request and how far it has got."""

    id: UUID
    revision: int
    person_id: UUID
    state: State
    asked_by: AskedBy
    document: DocumentOut | None
    requested_on: date
    recorded_by: str
    recorded_at: datetime
    decide_by: date
    decide_by_source: str
    apply_by: date | None
    owed_by: date | None
    overdue: bool
    decided_by: str | None
    decided_at: datetime | None
    applied_by: str | None
    applied_at: datetime | None
    applied_revision: int | None
    claims: list[ClaimOut]
