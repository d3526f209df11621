"""Divisions as they stand: one row per 12-digit code, current while ``valid_to`` is empty."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from services.registry.tables import RegistryTable


class Division(RegistryTable, table=True):
    """A province, city, county, town or village."""

    __tablename__: ClassVar[str] = "divisions"

    code: str = Field(primary_key=True)
    name: str
    level: str
    parent: str | None = None
    """The code of the division that it lies in; None where that one is not in the register."""
    valid_from: date
    valid_to: date | None = None
    """The first day on which the code is no longer in use."""
