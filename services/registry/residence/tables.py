"""Moves as they happened: rows are added, never changed."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Move(RegistryTable, table=True):
    """One person's move. Members of a household who moved together share ``group_id``."""

    __tablename__: ClassVar[str] = "moves"

    id: UUID = Field(primary_key=True)
    group_id: UUID
    person_id: UUID
    household_id: UUID | None = None
    from_division: str
    from_address: str | None = None
    to_division: str
    to_address: str | None = None
    moved_on: date
    kind: str
    """``within``, ``out``, ``return``, ``in`` or ``elsewhere``: see ``rules.kind_of``."""
    late: bool
    registered_at: datetime = Field(sa_type=DateTime(timezone=True))
    registered_by: str
