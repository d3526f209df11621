"""Deaths as they travel. There is no field for a cause: it is health content (C5)."""

from datetime import date
from uuid import UUID

from services.registry.payloads import CalendarDate, Line, Number, Payload
from services.registry.vital_schemas import Correction, VitalEventOut


class DeathEntry(Payload):
    """A death to be registered."""

    person_id: UUID
    died_on: CalendarDate
    place: Line | None = None
    certificate_number: Number | None = None


class DeathCorrection(Correction):
    """What of a death is corrected."""

    died_on: CalendarDate | None = None


class DeathOut(VitalEventOut):
    """A registered death."""

    person_id: UUID
    died_on: date
