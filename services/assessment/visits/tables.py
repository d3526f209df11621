"""Facts from follow-up's events; the events name no person, so neither do these."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class VisitFact(SQLModel, table=True):
    """One visit that an office owed: its division, its dates, its outcome class."""

    __tablename__ = "visit_facts"

    visit_id: UUID = Field(primary_key=True)
    division: str
    due_on: date
    latest_on: date
    overdue: bool = False
    closed_on: date | None = None
    outcome: str | None = None


class Division(SQLModel, table=True):
    """A division's name, for reports."""

    __tablename__ = "divisions"

    code: str = Field(primary_key=True)
    name: str
    level: str
    parent: str | None = None
