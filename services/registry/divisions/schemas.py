"""Divisions as they travel."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from services.registry.payloads import DivisionCode, Name, Payload

Level = Literal["province", "city", "county", "town", "village"]

MOST_AT_ONCE = 5000


class DivisionEntry(Payload):
    """One division to be entered, or renamed where its code is there already."""

    code: DivisionCode
    name: Name
    level: Level
    parent: DivisionCode | None = None
    """The code of the division around it; needed for towns and villages."""


class DivisionList(Payload):
    """Divisions to be entered; those already there as given change nothing."""

    items: Annotated[list[DivisionEntry], Field(min_length=1, max_length=MOST_AT_ONCE)]


class DivisionOut(BaseModel):
    """A division in use."""

    code: str
    name: str
    level: str
    parent: str | None


class DivisionsEntered(BaseModel):
    """What became of a list."""

    entered: int
    changed: int
    unchanged: int
