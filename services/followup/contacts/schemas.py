"""Requests and answers about contact numbers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.agreements.schemas import Agreement

Phone = Annotated[
    str, Field(pattern=r"^\+?[0-9]{7,15}$", description="Digits only, no spaces.", examples=["19000000000"])
]


class ContactGiven(Agreement):
    """A number that somebody leaves, and their consent to be reminded by it."""

    phone: Phone
    language: Literal["zh", "en"] = "zh"
    requested_by_person: Annotated[
        bool, Field(description="Must be true after an opt-out: only the person's own request undoes it (C2).")
    ] = False


class ContactSeen(BaseModel):
    """How somebody is reminded; the number masked."""

    person_id: UUID
    phone: Annotated[str | None, Field(description="Masked; null after an opt-out.")]
    language: Literal["zh", "en"]
    state: Literal["agreed", "opted-out", "expired"]
    given_on: date
    revision: int


class NoMore(BaseModel):
    """A number from which somebody asked not to be written to any more."""

    model_config = ConfigDict(extra="forbid")

    phone: Phone
