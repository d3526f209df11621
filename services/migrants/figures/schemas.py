"""Figures as shown."""

from typing import Literal

from pydantic import BaseModel


class FlowCell(BaseModel):
    """People who moved from one place to another in a month; null where they are too few to be told."""

    from_place: str
    to_place: str
    month: str
    people: int | None


class ExchangeFigures(BaseModel):
    """How well counties answered each other. Null where there were too few to tell."""

    declared_between_counties: int | None
    exchanged: int | None
    exchanged_rate: float | None
    confirmed: int | None
    confirmed_rate: float | None
    handovers_offered: int | None
    handovers_released: int | None
    released_rate: float | None
    median_days_to_acceptance: float | None
    patterns: dict[Literal["lasting", "seasonal", "circular"], int | None]
