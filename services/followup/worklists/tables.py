"""Who makes visits, and when they are away."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.followup.tables import FollowupTable


class Worker(FollowupTable, table=True):
    """An account that makes visits in a division."""

    __tablename__: ClassVar[str] = "workers"

    subject: str = Field(primary_key=True)
    division: str
    visits_per_day: int
    active: bool = True
    revision: int = 1


class Leave(FollowupTable, table=True):
    """Days on which a worker is away, first and last included. Why is nobody's business here."""

    __tablename__: ClassVar[str] = "leaves"

    id: UUID = Field(primary_key=True)
    subject: str
    from_on: date
    to_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
