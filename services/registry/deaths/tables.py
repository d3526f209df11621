"""Deaths as registered. No cause of death is kept: it is health content (C5)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.vital_tables import VitalEvent


class Death(VitalEvent, table=True):
    """One death."""

    __tablename__: ClassVar[str] = "deaths"
    PERSONS: ClassVar[tuple[str, ...]] = ("person_id",)
    DAY: ClassVar[str] = "died_on"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    died_on: date
    widowed_id: UUID | None = None
    """Whom it left widowed, and their marital status before, to go back to if the registration is taken back."""
    widowed_before: str | None = None
