"""Requests and answers about work lists."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.visits.schemas import ListedVisit

_STRICT = ConfigDict(extra="forbid")


class WorkerEntered(BaseModel):
    """Where somebody makes visits, and how many a day. Those who make none any more are not ``active``."""

    model_config = _STRICT

    division: Annotated[str, Field(max_length=12, description="A township or a village.")]
    visits_per_day: Annotated[int, Field(ge=0, le=100)] = 12
    active: bool = True


class WorkerSeen(BaseModel, from_attributes=True):
    """A worker as entered."""

    subject: str
    division: str
    visits_per_day: int
    active: bool
    revision: int


class LeaveTaken(BaseModel):
    """Days away, first and last included."""

    model_config = _STRICT

    from_on: date
    to_on: date


class LeaveSeen(BaseModel, from_attributes=True):
    """A leave as recorded, and how many visits were freed for others by it."""

    id: UUID
    subject: str
    from_on: date
    to_on: date
    freed: int = 0


class DayList(BaseModel):
    """One day's visits by place. ``waiting`` visits in scope have no worker and day yet (500: or more)."""

    day: date
    working: bool
    items: list[ListedVisit]
    next: str | None
    waiting: int
