"""What callers send and see of outreach: numbers of people, never who they are."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

Line = Annotated[str, Field(min_length=1, max_length=120)]
Number = Annotated[int, Field(ge=0, le=2_000_000)]


class ActivityEntry(BaseModel):
    """What was done, where, and how many of how many it reached."""

    model_config = ConfigDict(extra="forbid")

    kind: Line
    box: Line
    division: Annotated[str, Field(pattern=r"^\d{12}$")]
    place: Line
    title: Line
    held_on: date
    addressed: Annotated[int, Field(ge=1, le=2_000_000)]
    """Households or people that it was meant for."""
    reached: Number
    """How many of them it reached."""

    @model_validator(mode="after")
    def _no_more_than_all(self) -> Self:
        if self.reached > self.addressed:
            raise ValueError("no more are reached than it was meant for")
        return self


class Withdrawal(BaseModel):
    """Why the activity is taken out; what was recorded stays, and counts no more."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class EvidenceOut(BaseModel):
    """A file. ``digest`` is the SHA-256 of what is kept, in hexadecimal."""

    id: UUID
    name: str
    media_type: str
    size: int
    digest: str
    also_of: list[UUID]
    """Other activities that hold the same file: the same photograph proves one activity."""


class ActivityOut(BaseModel):
    """An activity in a list."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: str
    box: str
    division: str
    place: str
    title: str
    held_on: date
    addressed: int
    reached: int
    withdrawn_on: date | None
    withdrawn_reason: str | None
    revision: int


class ActivityWhole(ActivityOut):
    """An activity with its files."""

    files: list[EvidenceOut]


class BoxOut(BaseModel):
    """A box, and what lies in it for the time and place asked for."""

    id: str
    title_zh: str
    title_en: str
    activities: int
    addressed: int
    reached: int
    files: int
    size: int
    """Of all its files, in bytes."""
