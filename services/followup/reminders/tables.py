"""Reminders and overdue figures."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.followup.tables import FollowupTable


class Reminder(FollowupTable, table=True):
    """One message to one person about one occasion. Holds neither number nor text: both are made when it is sent."""

    __tablename__: ClassVar[str] = "reminders"

    id: UUID = Field(primary_key=True)
    """Also the idempotency key towards the provider, so that a message tried twice arrives once."""
    person_id: UUID
    about: str
    about_id: UUID
    for_on: date
    state: str = "waiting"
    attempts: int = 0
    next_attempt_at: datetime = Field(sa_type=DateTime(timezone=True))
    sent_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    delivery: str | None = None
    """What the provider reported of it, where it did: ``delivered`` or ``undelivered``."""
    reported_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class OverdueDigest(FollowupTable, table=True):
    """How many visits of a village were overdue on a day: a figure about those who owe visits, about nobody else."""

    __tablename__: ClassVar[str] = "overdue_digests"

    day: date = Field(primary_key=True)
    division: str = Field(primary_key=True)
    overdue: int
    over_30_days: int
