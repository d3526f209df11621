"""What callers see of a beneficiary."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class BeneficiaryView(BaseModel):
    """One person that benefits can be owed to."""

    model_config = ConfigDict(from_attributes=True)

    person_id: UUID
    name: str
    birth_date: date
    registered_division: str
    residence_division: str
    household_id: UUID | None
    living: bool
    died_on: date | None


class NamedBeneficiary(BaseModel):
    """One of them by name."""

    model_config = ConfigDict(from_attributes=True)

    person_id: UUID
    name: str
