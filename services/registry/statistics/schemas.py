"""Statistics as they travel: places and numbers. ``null`` is a number that is not published."""

from typing import Literal

from pydantic import BaseModel

PlaceLevel = Literal["county", "town", "village"]
Withheld = Literal["nothing", "inside", "parts", "everything"]


class AgeGroup(BaseModel):
    """People of five years of age."""

    age: str
    total: int | None
    male: int | None
    female: int | None
    unstated: int | None


class Population(BaseModel):
    """The people of one place."""

    division: str
    name: str | None
    withheld: Withheld
    """What is not published lest a small number be worked out: the ages by sex; all parts; or everything."""
    total: int | None
    male: int | None
    female: int | None
    unstated: int | None
    ages: list[AgeGroup]


class YearOfEvents(BaseModel):
    """What happened to the people of one place in a year."""

    division: str
    name: str | None
    kind: Literal["births", "deaths", "moved-in", "moved-out"]
    """Moves are those across the county's border."""
    total: int | None
    months: dict[str, int | None]
