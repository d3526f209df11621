"""Requests and answers about simulations."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.incentives.text_fields import CycleYear


class SimulationAsked(BaseModel):
    """A scheme as it would be written, and the year for which to count."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=60_000, description="The scheme's YAML.")]
    year: CycleYear
    division: Annotated[str | None, Field(max_length=12, description="12 digits; default all of one's own.")] = None


class PersonChanged(BaseModel):
    """Somebody for whom it would make a difference, in fen."""

    person_id: UUID
    before_fen: int
    after_fen: int


class TownChanged(BaseModel):
    """A town's count and cost, before and after."""

    division_code: str
    people_before: int
    people_after: int
    before_fen: int
    after_fen: int


class Simulated(BaseModel):
    """What it would cost, and whom it would add and drop. Nothing is changed by asking."""

    scheme: str
    version: int
    compared_with: Annotated[int | None, Field(description="The version in force; none: the scheme would be new.")]
    year: int
    people: int
    people_before: int
    people_after: int
    before_fen: int
    after_fen: int
    added: int
    dropped: int
    more: int
    less: int
    towns: list[TownChanged]
    first_changes: Annotated[list[PersonChanged], Field(description="Up to 200, those who are dropped first.")]
