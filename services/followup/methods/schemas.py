"""Requests and answers about chosen methods."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.agreements.schemas import Agreement


class Choice(BaseModel):
    """What the person wishes to have noted, in their words."""

    model_config = ConfigDict(extra="forbid")

    method: Annotated[str, Field(min_length=1, max_length=100)]
    since_on: date | None = None
    note: Annotated[str, Field(max_length=1000)] = ""


class ChoiceGiven(Agreement):
    """A note that the person wishes for themselves; nobody can wish it for them."""

    given_by: Literal["self"]
    content: Choice


class ChoiceKept(BaseModel):
    """That a note is kept; what it says is read by itself, and each reading is written down."""

    person_id: UUID
    given_on: date
    revision: int


class ChoiceRead(BaseModel):
    """The note, opened."""

    person_id: UUID
    content: Choice
    given_on: date
    revision: int
