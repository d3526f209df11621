"""Adoptions as they travel."""

from datetime import date
from uuid import UUID

from services.registry.payloads import CalendarDate, Line, Number, Payload, Relation
from services.registry.vital_schemas import Correction, VitalEventOut


class AdoptionEntry(Payload):
    """An adoption to be registered. With a household the child joins it, and is registered where it is."""

    person_id: UUID
    first_adopter_id: UUID
    second_adopter_id: UUID | None = None
    adopted_on: CalendarDate
    household_id: UUID | None = None
    relation_to_head: Relation | None = None
    place: Line | None = None
    certificate_number: Number | None = None


class AdoptionCorrection(Correction):
    """What of an adoption is corrected."""

    adopted_on: CalendarDate | None = None


class AdoptionOut(VitalEventOut):
    """A registered adoption."""

    person_id: UUID
    first_adopter_id: UUID
    second_adopter_id: UUID | None
    adopted_on: date
    household_id: UUID | None
