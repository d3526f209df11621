"""Divorces as registered."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.vital_tables import VitalEvent


class Divorce(VitalEvent, table=True):
    """One divorce, with the marriage that it ends where the register knows of it."""

    __tablename__: ClassVar[str] = "divorces"
    PERSONS: ClassVar[tuple[str, ...]] = ("first_id", "second_id")
    DAY: ClassVar[str] = "divorced_on"

    id: UUID = Field(primary_key=True)
    first_id: UUID
    second_id: UUID | None = None
    marriage_id: UUID | None = None
    divorced_on: date
    first_before: str | None = None
    """The marital status before, to go back to if the registration is taken back."""
    second_before: str | None = None
