"""The household as the register holds it; its members are the persons with its id."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.tables import Versioned


class Household(Versioned, table=True):
    """One household (户). Superseded versions lie in ``household_versions``."""

    __tablename__: ClassVar[str] = "households"

    id: UUID = Field(primary_key=True)
    number: str
    """户号, unique within its registered division."""
    registered_division: str
    kind: str = "family"
    """``family`` or ``institution`` (集体户)."""
    head_id: UUID | None = None
