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


class DayEntered(BaseModel):
    """Whether a day is worked here, whatever the national calendar says, and what it is called."""

    model_config = _STRICT

    working: bool
    name: Annotated[str, Field(max_length=60)] = ""


class DaySeen(BaseModel):
    """A day, and whether it is worked."""

    day: date
    working: bool
    announced: Annotated[
        bool, Field(description="False: that year's holidays are not known here, and Monday to Friday are assumed.")
    ]


class Holiday(BaseModel):
    """Days off in a row, first and last included."""

    model_config = _STRICT

    from_on: date
    to_on: date
    name: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""


class YearEntered(BaseModel):
    """What the State Council announced for a year: days off, and weekends that are worked."""

    model_config = _STRICT

    source: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$", description="The announcement.")]
    holidays: Annotated[list[Holiday], Field(min_length=1, max_length=30)]
    workdays: Annotated[list[date], Field(max_length=30, description="Saturdays and Sundays that are worked.")] = []


class YearSeen(BaseModel):
    """A year's days as they are known now."""

    year: int
    source: str
    days_off: Annotated[int, Field(description="Days from Monday to Friday that are not worked.")]
    weekends_worked: int


class DayList(BaseModel):
    """One day's visits by place. ``waiting`` visits in scope have no worker and day yet (500: or more)."""

    day: date
    working: bool
    items: list[ListedVisit]
    next: str | None
    waiting: int
