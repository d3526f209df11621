"""Marriages as registered."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.vital_tables import VitalEvent


class Marriage(VitalEvent, table=True):
    """One marriage, from ``married_on`` to ``ended_on`` (by divorce; a death ends it too, on its own day)."""

    __tablename__: ClassVar[str] = "marriages"
    PERSONS: ClassVar[tuple[str, ...]] = ("first_id", "second_id")
    DAY: ClassVar[str] = "married_on"

    id: UUID = Field(primary_key=True)
    first_id: UUID
    second_id: UUID | None = None
    """``None`` where the other is not in this register."""
    married_on: date
    ended_on: date | None = None
    first_before: str | None = None
    """The marital status before, to go back to if the registration is taken back."""
    second_before: str | None = None
