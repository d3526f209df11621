"""Movements as the registry reported them."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class Movement(SQLModel, table=True):
    """One person's move. The event's id is the key: a move told twice is one move."""

    __tablename__ = "movements"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    from_division: str
    to_division: str
    moved_on: date
    household_id: UUID | None = None
