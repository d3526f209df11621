"""Births as registered. What a birth certificate number says of the hospital is sealed with it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.vital_tables import VitalEvent


class Birth(VitalEvent, table=True):
    """One birth. Parents are named where they are known and in the register; nothing else is asked of them (C1)."""

    __tablename__: ClassVar[str] = "births"
    PERSONS: ClassVar[tuple[str, ...]] = ("person_id", "mother_id", "father_id")
    DAY: ClassVar[str] = "born_on"
    KNOWN_BY: ClassVar[tuple[str, ...]] = ("person_id",)

    id: UUID = Field(primary_key=True)
    person_id: UUID
    """The child."""
    mother_id: UUID | None = None
    father_id: UUID | None = None
    born_on: date
