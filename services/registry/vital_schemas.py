"""What the answers and requests of all vital events share."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from services.registry.payloads import Line, Number, Payload


class VitalEventOut(BaseModel):
    """A registered event."""

    id: UUID
    revision: int
    state: str
    place: str | None
    division: str
    certificate_number: str | None
    """Masked."""
    late: bool
    """Declared after the time that the duty allows; nothing follows from it."""
    declared_at: datetime
    registered_at: datetime | None
    revised_at: datetime | None
    revised_reason: str | None


class Correction(Payload):
    """What of an event is to be corrected, and why; fields left out stay."""

    reason: Line
    place: Line | None = None
    certificate_number: Number | None = None


class Revocation(Payload):
    """Why a registration is taken back."""

    reason: Line


class CoupleEntry(Payload):
    """What two people did. The second is left out where they are not in this register."""

    first_id: UUID
    second_id: UUID | None = None
    place: Line | None = None
    certificate_number: Number | None = None


class CoupleOut(VitalEventOut):
    """What two people did, as registered."""

    first_id: UUID
    second_id: UUID | None
