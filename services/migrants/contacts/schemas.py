"""Contacts as they travel."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.migrants.movements.schemas import Day

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class ContactEntry(BaseModel):
    """A way to reach somebody, and their consent that it is kept. Without the consent nothing is."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[Words, Field(description="A number, an address, or whom to ask, as the person gives it.")]
    given_by: Literal["self", "guardian"]
    how: Literal["paper", "spoken", "app"]
    text_version: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^\x00-\x1f\x7f]*$")]
    given_on: Annotated[Day | None, Field(description="Today unless given.")] = None


class ContactSeen(BaseModel):
    """A contact, opened; the reading is in the log that the person can see."""

    person_id: UUID
    words: str
    given_by: Literal["self", "guardian"]
    given_on: date
