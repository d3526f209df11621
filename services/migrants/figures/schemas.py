"""Figures as shown."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

Level = Literal["county", "town"]


class FlowCell(BaseModel):
    """People who moved from one place to another in a month; null where they are too few to be told."""

    from_place: str
    to_place: str
    month: str
    people: int | None


class PlaceOnMap(BaseModel):
    """A place that people moved from or to."""

    code: str = Field(description="Six digits of a county, nine of a town.")
    name_zh: str | None
    name_en: str | None
    longitude: float | None
    latitude: float | None
    placed: Literal["given", "province", "nowhere"] = Field(
        description="`given`: as the county's own file says. `province`: somewhere about the seat of its province."
    )
    own: bool = Field(description="Whether it lies in this county.")


class FlowOnMap(BaseModel):
    """People who moved from one place to another in the whole span, and month by month."""

    from_place: str
    to_place: str
    people: int | None = Field(description="The months that are told, added up; null where none is.")
    hidden_months: int = Field(description="Months in which people moved, too few to be told.")
    by_month: dict[str, int | None]


class FlowMap(BaseModel):
    """What a flow map draws: places, and flows between them. The matrix has a row and a column for each place."""

    level: Level
    first: date
    last: date
    smallest_shown: int
    places: list[PlaceOnMap]
    flows: list[FlowOnMap]
    matrix: list[list[int | None]] = Field(description="From (rows) to (columns), in the order of `places`.")


class ExchangeFigures(BaseModel):
    """How well counties answered each other. Null where there were too few to tell."""

    declared_between_counties: int | None
    exchanged: int | None
    exchanged_rate: float | None
    confirmed: int | None
    confirmed_rate: float | None
    explained: int | None
    confirmed_or_explained_rate: float | None
    handovers_offered: int | None
    handovers_released: int | None
    released_rate: float | None
    median_days_to_acceptance: float | None
    patterns: dict[Literal["lasting", "seasonal", "circular"], int | None]
