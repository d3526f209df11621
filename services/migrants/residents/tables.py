"""Read model from the registry's events."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class Resident(SQLModel, table=True):
    """A person's two places. They serve to offer services where people live, not to follow anyone (C8)."""

    __tablename__ = "residents"

    person_id: UUID = Field(primary_key=True)
    revision: int
    name: str
    birth_date: date
    registered_division: str
    residence_division: str
    household_id: UUID | None = None
    living: bool = True
    withdrawn: bool = False
