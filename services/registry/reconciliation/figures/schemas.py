"""Figures as they travel: counts, no person."""

from typing import Annotated

from pydantic import BaseModel, Field


class MatchRate(BaseModel):
    """How many persons of one kind's rows the register knows."""

    kind: str
    zh: str
    department: str
    persons: int
    found: int
    by_number: int
    asked: Annotated[int, Field(description="Proposed links that an officer decides.")]
    rate: float | None
    target: float | None
    met: bool | None


class OwnerFigures(BaseModel):
    """Discrepancies that one owner was given in a month."""

    owner: str
    opened: int
    closed: int
    closed_in_time: int
    still_open: int
    overdue: int


class MonthFigures(BaseModel):
    """One month's meeting."""

    period: str
    match_rates: list[MatchRate]
    discrepancies: list[OwnerFigures]
