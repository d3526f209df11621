"""Deaths as they travel. There is no field for a cause: it is health content (C5)."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from services.registry.payloads import CalendarDate, Line, Number, Payload


class DeathEntry(Payload):
    """A death to be registered."""

    person_id: UUID
    died_on: CalendarDate
    place: Line | None = None
    certificate_number: Number | None = None


class DeathOut(BaseModel):
    """A registered death."""

    id: UUID
    revision: int
    state: str
    person_id: UUID
    died_on: date
    place: str | None
    division: str
    certificate_number: str | None
    """Masked."""
    late: bool
    """Registered after the time that the duty allows; nothing follows from it."""
    declared_at: datetime
    registered_at: datetime | None
