"""Places that give service."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.followup.tables import FollowupTable


class Site(FollowupTable, table=True):
    """A clinic, health centre or hospital."""

    __tablename__: ClassVar[str] = "sites"

    id: UUID = Field(primary_key=True)
    name: str
    division: str
    """Whom it serves; who works for this division (or one that contains it) runs its days and its stock."""
    closed_on: date | None = None
    revision: int = 1
