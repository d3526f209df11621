"""Requests and answers about working days."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_STRICT = ConfigDict(extra="forbid")


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
