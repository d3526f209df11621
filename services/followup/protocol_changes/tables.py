"""Decisions about running plans, and how far each has been applied."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.followup.tables import FollowupTable


class ProtocolChange(FollowupTable, table=True):
    """What was decided for the plans of one version of a protocol, in a division, when another version came."""

    __tablename__: ClassVar[str] = "protocol_changes"

    id: UUID = Field(primary_key=True)
    protocol: str
    from_version: int
    to_version: int
    division: str
    decision: str
    """``keep``, ``rebase`` (the new windows from the old anchor) or ``restart`` (anew from the day decided)."""
    exceptions: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    """Plan id → another decision for that plan."""
    decided_by: str
    decided_at: datetime = Field(sa_type=DateTime(timezone=True))
    decided_on: date
    state: str
    reached: UUID = UUID(int=0)
    """Plans are taken in the order of their ids; this is the last one dealt with."""
    plans: int = 0
    added: int = 0
    moved: int = 0
    ended: int = 0
