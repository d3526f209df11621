"""Confirmations over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.migrants.confirmations.rules import Claim, Kind

Note = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]


class ConfirmationAskedFor(BaseModel):
    """Which declared move, and of whom."""

    model_config = ConfigDict(extra="forbid")

    declaration_id: UUID
    person_id: UUID


class ConfirmationWord(BaseModel):
    """What this county says now, with words for the other desk."""

    model_config = ConfigDict(extra="forbid")

    claim: Claim
    note: Note = ""


class ConfirmationReason(BaseModel):
    """Why the two cannot say the same: a code of `policy.yaml`, with words for the other desk."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(max_length=40, examples=["moved-on"])]
    note: Note = ""


class NoteSeen(BaseModel):
    """A word in the thread."""

    at: datetime
    by: str
    claim: Claim | None
    words: str | None


class ConfirmationSeen(BaseModel):
    """What both sides say. `who` as the other county describes them."""

    id: UUID
    side: Literal["asks", "answers"]
    peer: str
    division: str
    person_id: UUID | None
    name: str | None
    birth_date: date | None
    registered_division: str | None
    moved_on: date
    ours: Claim | None
    theirs: Claim | None
    our_code: str | None = Field(description="Why the two cannot say the same, as this county has it.")
    their_code: str | None = Field(description="The same, as the other county has it; both alike settle it.")
    kind: Kind
    asked_on: date
    closed_on: date | None
    to_meeting_on: date | None
    thread: list[NoteSeen]
