"""What callers send and see of complaints."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.assessment.complaints.rules import Channel, State, Topic, Violation

Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Division = Annotated[str, Field(pattern=r"^\d{12}$")]


class ComplaintEntry(BaseModel):
    """What came in. Nobody has to give a name."""

    model_config = ConfigDict(extra="forbid")

    channel: Channel
    topic: Topic
    division: Division
    """The office that it is about."""
    received_on: date
    words: Words
    contact: str | None = Field(default=None, min_length=1, max_length=200)
    confidential: bool = False
    """Whether it goes past the office concerned; a complaint about coercion always does."""


class Receipt(BaseModel):
    """What the complainant is handed: the number to quote, and the code with which the answer is fetched and rated."""

    id: UUID
    number: str
    code: str
    due_on: date


class Assignment(BaseModel):
    """Who answers it from now on."""

    model_config = ConfigDict(extra="forbid")

    division: Division


class Answer(BaseModel):
    """What the office answers, and whether the complaint was right."""

    model_config = ConfigDict(extra="forbid")

    words: Words
    upheld: bool
    violation: Violation | None = None
    """A violation of rights that was found; the county alone finds one."""

    @model_validator(mode="after")
    def _found_only_where_upheld(self) -> Self:
        if self.violation is not None and not self.upheld:
            raise ValueError("a violation is found only where the complaint is upheld")
        return self


class Rating(BaseModel):
    """How the complainant finds the answer: 1 not at all satisfied, 5 wholly."""

    model_config = ConfigDict(extra="forbid")

    rating: Literal[1, 2, 3, 4, 5]


class Reopening(BaseModel):
    """What is still wrong."""

    model_config = ConfigDict(extra="forbid")

    words: Words


class RatingByCode(Rating):
    """A rating by the complainant, with the receipt's code."""

    code: str = Field(min_length=10, max_length=60)


class ReopeningByCode(Reopening):
    """A reopening by the complainant, with the receipt's code."""

    code: str = Field(min_length=10, max_length=60)


class ReceiptCode(BaseModel):
    """The receipt's code: it stands in the body, so that no log and no history of addresses holds it."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(min_length=10, max_length=60)


class ComplaintOut(BaseModel):
    """A complaint in a list: nothing of its words."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str
    channel: Channel
    topic: Topic
    division: str
    assigned_division: str
    confidential: bool
    received_on: date
    registered_on: date
    due_on: date
    extended: bool
    state: State
    answered_on: date | None
    upheld: bool | None
    violation: Violation | None
    rating: int | None
    reopened: int
    revision: int


class ComplaintWhole(ComplaintOut):
    """A complaint with its words."""

    words: str | None
    """Null, as contact and answer are, once it has been kept long enough (``erased_on``)."""
    contact: str | None
    answer: str | None
    erased_on: date | None


class Progress(BaseModel):
    """What the complainant sees with the receipt's code."""

    number: str
    state: State
    received_on: date
    due_on: date
    answered_on: date | None
    answer: str | None
    rating: int | None
    reopened: int
