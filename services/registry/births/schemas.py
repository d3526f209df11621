"""Births as they travel. There is no field for a permit, a marriage or a number of children, and none is taken (C1)."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

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


class BirthOut(BaseModel):
    """A registered birth."""

    id: UUID
    revision: int
    state: str
    person_id: UUID
    mother_id: UUID | None
    father_id: UUID | None
    born_on: date
    place: str | None
    division: str
    certificate_number: str | None
    """Masked."""
    late: bool
    """Registered after the time that the duty allows; nothing follows from it."""
    declared_at: datetime
    registered_at: datetime | None
