"""Matters between counties, as migrant services told of them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.tables import RegistryTable


class BetweenCounties(RegistryTable, table=True):
    """One matter; the thread, and who it is about, stay with migrant services."""

    __tablename__: ClassVar[str] = "between_counties"

    confirmation_id: UUID = Field(primary_key=True)
    peer: str
    kind: str
    """``unanswered``, ``both-claim``, ``none-claims`` or ``stale``."""
    division: str
    asked_on: date
    told_on: date
    settled_on: date | None = None
    settled_how: str | None = None
    """``agreed``: both say the same; ``explained``: both give the same reason why they cannot."""
