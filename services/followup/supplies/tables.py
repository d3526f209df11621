"""Lots, and every movement of their units. Nothing here is about a person."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.followup.tables import FollowupTable


class Lot(FollowupTable, table=True):
    """Units of one item from one lot, at one site."""

    __tablename__: ClassVar[str] = "supply_lots"

    id: UUID = Field(primary_key=True)
    site_id: UUID
    item: str
    lot_number: str
    expires_on: date
    on_hand: int
    """Always the sum of the lot's movements."""


class Movement(FollowupTable, table=True):
    """Units that came or went. Added, never changed."""

    __tablename__: ClassVar[str] = "supply_movements"

    id: UUID = Field(primary_key=True)
    lot_id: UUID
    kind: str
    quantity: int
    """Positive for what came, negative for what went."""
    moved_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
