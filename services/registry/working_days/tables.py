"""Days that the county knows better than the calendars that ship."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable


class CalendarDay(RegistryTable, table=True):
    """A day that the county set, or loaded with its year."""

    __tablename__: ClassVar[str] = "calendar_days"

    day: date = Field(primary_key=True)
    working: bool
    name: str
    loaded: bool = False
    """Whether it came with its year's announcement; a day that the county has set itself wins over that."""


class CalendarYear(RegistryTable, table=True):
    """A year whose holidays were announced after this version of the calendar was shipped, and were loaded here."""

    __tablename__: ClassVar[str] = "calendar_years"

    year: int = Field(primary_key=True)
    source: str
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
