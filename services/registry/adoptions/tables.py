"""Adoptions as registered."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.vital_tables import VitalEvent


class Adoption(VitalEvent, table=True):
    """One child's adoption by one person or two. The ``*_before`` columns say where the child belonged until then."""

    __tablename__: ClassVar[str] = "adoptions"
    PERSONS: ClassVar[tuple[str, ...]] = ("person_id", "first_adopter_id", "second_adopter_id")
    DAY: ClassVar[str] = "adopted_on"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    """The child."""
    first_adopter_id: UUID
    second_adopter_id: UUID | None = None
    adopted_on: date
    household_id: UUID | None = None
    """The household that the child came into, if it did."""
    household_before: UUID | None = None
    relation_before: str | None = None
    division_before: str
