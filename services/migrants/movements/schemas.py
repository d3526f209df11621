"""What callers see of movements."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel


class MovementView(BaseModel):
    """One move, seen from the caller's division."""

    id: UUID
    person_id: UUID
    name: str | None
    direction: Literal["left", "arrived", "within"]
    from_division: str
    to_division: str
    moved_on: date
    household_id: UUID | None
