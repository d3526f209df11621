"""Moves as they travel."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from services.registry.documents.keep_document import OnPaper
from services.registry.payloads import CalendarDate, DivisionCode, Line


class MoveEntry(OnPaper):
    """A move that has happened, of one person or of their whole household."""

    to_division: DivisionCode
    moved_on: CalendarDate
    address: Line | None = None
    whole_household: bool = False
    reason: Line = "move"


class MoveOut(BaseModel):
    """One person's move."""

    id: UUID
    group_id: UUID
    person_id: UUID
    household_id: UUID | None
    from_division: str
    from_address: str | None
    to_division: str
    to_address: str | None
    moved_on: date
    kind: str
    late: bool
    registered_at: datetime


class Moved(BaseModel):
    """Everybody who moved, the person asked for first."""

    group_id: UUID
    items: list[MoveOut]
