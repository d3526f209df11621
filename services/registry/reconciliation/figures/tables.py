"""Match figures of a meeting as kept: counts, no person."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.tables import RegistryTable


class MatchFigure(RegistryTable, table=True):
    """How many persons of one kind's rows were found."""

    __tablename__: ClassVar[str] = "match_figures"

    session_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    subjects: int
    by_number: int
    by_weight: int
    proposed: int
