"""Read models from the registry's events; eligibility rules read these, never the registry."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class Beneficiary(SQLModel, table=True):
    """A person as benefit rules may know them: no marriage, no health, no address (C3)."""

    __tablename__ = "beneficiaries"

    person_id: UUID = Field(primary_key=True)
    revision: int
    name: str
    birth_date: date
    sex: int
    registered_division: str
    residence_division: str
    household_id: UUID | None = None
    living: bool = True
    died_on: date | None = None
    withdrawn: bool = False


class Child(SQLModel, table=True):
    """A registered birth: who may apply for a benefit on the child's behalf."""

    __tablename__ = "children"

    person_id: UUID = Field(primary_key=True)
    birth_id: UUID
    born_on: date
    mother_id: UUID | None = None
    father_id: UUID | None = None
    revoked: bool = False
