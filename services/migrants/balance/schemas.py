"""Balances as shown."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel


class BalanceSeen(BaseModel, from_attributes=True):
    """One county's balance of one night."""

    id: UUID
    day: date
    county: str
    opening: int
    entered: int
    ended: int
    arrived: int
    departed: int
    corrected: int
    closing: int
    counted: int
    difference: int


class BalanceFaultSeen(BaseModel, from_attributes=True):
    """Somebody to look at, and why."""

    id: UUID
    day: date
    kind: str
    person_id: UUID
    division: str
