"""Days with places, and appointments."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.followup.agreements.tables import Agreed
from services.followup.tables import FollowupTable


class CheckDay(FollowupTable, table=True):
    """How many can be checked at one site on one day, and how many places are given."""

    __tablename__: ClassVar[str] = "check_days"

    site_id: UUID = Field(primary_key=True)
    service: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    places: int
    taken: int = 0


class Appointment(Agreed, FollowupTable, table=True):
    """One check that somebody asked for."""

    __tablename__: ClassVar[str] = "appointments"

    id: UUID = Field(primary_key=True)
    entry_id: UUID
    """The register's entry under which it was booked; it stays so when that entry is merged into another."""
    person_id: UUID
    site_id: UUID
    service: str
    day: date
    division: str
    """Where the person lived when it was booked: the figures count it there."""
    state: str
    held_on: date | None = None
    result_due_on: date | None = None
    result_on: date | None = None
    content: bytes | None = None
    """Sealed (context ``check.content``): the result."""
    delivered_on: date | None = None
    delivered_how: str | None = None
    revision: int = 1
