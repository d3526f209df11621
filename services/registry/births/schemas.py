"""Births as they travel. There is no field for a permit, a marriage or a number of children, and none is taken (C1)."""

from datetime import date
from uuid import UUID

from services.registry.payloads import (
    CalendarDate,
    DivisionCode,
    EthnicGroup,
    Line,
    Name,
    Number,
    Payload,
    Relation,
    Sex,
)
from services.registry.vital_schemas import Correction, VitalEventOut


class ChildEntry(Payload):
    """The child."""

    name: Name
    sex: Sex
    birth_date: CalendarDate
    ethnic_group: EthnicGroup | None = None
    citizen_number: Number | None = None
    """Where one has been given already."""


class BirthEntry(Payload):
    """A birth to be registered. A place left out is the household's, the mother's or the father's, in this order."""

    child: ChildEntry
    mother_id: UUID | None = None
    father_id: UUID | None = None
    household_id: UUID | None = None
    relation_to_head: Relation | None = None
    registered_division: DivisionCode | None = None
    residence_division: DivisionCode | None = None
    residence_address: Line | None = None
    place: Line | None = None
    certificate_number: Number | None = None
    """出生医学证明编号, where there is one: a birth at home has none."""


class BirthCorrection(Correction):
    """What of a birth is corrected. The child's name and number are corrected with the person."""

    born_on: CalendarDate | None = None
    mother_id: UUID | None = None
    father_id: UUID | None = None


class BirthOut(VitalEventOut):
    """A registered birth."""

    person_id: UUID
    mother_id: UUID | None
    father_id: UUID | None
    born_on: date
