"""Requests and answers about checks."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.agreements.schemas import Agreement
from services.followup.checks.rules import AppointmentState

_STRICT = ConfigDict(extra="forbid")
Service = Annotated[str, Field(max_length=40, examples=["pre-pregnancy"])]
Value = Annotated[str, Field(max_length=500)] | bool | Annotated[float, Field(allow_inf_nan=False)]


class Title(BaseModel, from_attributes=True):
    """In both languages."""

    zh: str
    en: str


class CheckServiceSeen(BaseModel, from_attributes=True):
    """One kind of check on offer."""

    id: str
    title: Title
    result_within_days: int


class PlacesGivenOut(BaseModel):
    """How many can be checked on that day."""

    model_config = _STRICT

    places: Annotated[int, Field(ge=0, le=100_000)]


class CheckDaySeen(BaseModel, from_attributes=True):
    """A day on which a site holds a check."""

    site_id: UUID
    service: str
    day: date
    places: int
    taken: int


class AppointmentAskedFor(Agreement):
    """A check that somebody asks for."""

    person_id: UUID
    site_id: UUID
    service: Service
    day: date
    requested_by_person: Annotated[bool, Field(description="Must be true: nobody is booked unasked (C2).")]


class FirstPlaceAskedFor(Agreement):
    """A check that somebody asks for, wherever and whenever there is a place first."""

    person_id: UUID
    service: Service
    from_day: Annotated[date | None, Field(description="Not before this day; today unless given.")] = None
    requested_by_person: Annotated[bool, Field(description="Must be true: nobody is booked unasked (C2).")]


class CheckResult(BaseModel):
    """What the check showed: sealed, for the person and the care team alone."""

    model_config = _STRICT

    note: Annotated[str, Field(max_length=4000)] = ""
    values: Annotated[dict[Annotated[str, Field(max_length=60)], Value], Field(max_length=60)] = {}


class Held(BaseModel):
    """The day on which the check took place."""

    model_config = _STRICT

    held_on: date | None = None


class Delivered(BaseModel):
    """How the result reached the person, and when."""

    model_config = _STRICT

    how: Literal["in-person", "phone", "letter"]
    delivered_on: date | None = None


class AppointmentSeen(BaseModel, from_attributes=True):
    """An appointment and how it stands; never with its result."""

    id: UUID
    person_id: UUID
    site_id: UUID
    service: str
    day: date
    state: AppointmentState
    held_on: date | None
    result_due_on: date | None
    result_on: date | None
    delivered_on: date | None
    delivered_how: Literal["in-person", "phone", "letter"] | None
    revision: int


class ResultRead(BaseModel):
    """A result, opened for the care team; null once its retention period is over."""

    appointment_id: UUID
    content: CheckResult | None
