"""Requests and answers about plans."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.plans.rules import GivenBy, PlanState
from services.followup.visits.schemas import PlannedVisit

_STRICT = ConfigDict(extra="forbid")


class Words(BaseModel):
    """A title in both languages."""

    zh: str
    en: str


class CareAskedFor(BaseModel):
    """A plan that somebody asks for. ``anchor_on`` is the date that the protocol counts from."""

    model_config = _STRICT

    person_id: UUID
    protocol: Annotated[str, Field(max_length=60, examples=["antenatal"])]
    anchor_on: Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
    requested_by_person: Annotated[bool, Field(description="Must be true: nobody is signed up unasked (C2).")]


class ConsentRecorded(BaseModel):
    """Who agreed, how, to which text, and when. For a child under 14 the guardian agrees (PIPL art. 31)."""

    model_config = _STRICT

    given_by: GivenBy
    guardian_id: Annotated[UUID | None, Field(description="The guardian in the register, where one agreed.")] = None
    how: Literal["paper", "spoken", "app"]
    text_version: Annotated[str, Field(max_length=20, examples=["1"])]
    given_on: Annotated[date | None, Field(description="Today unless given; a paper may be older.")] = None


class PlanSeen(BaseModel):
    """A plan as the care team sees it."""

    id: UUID
    person_id: UUID
    name: str | None
    protocol: str
    version: int
    title: Words
    anchor_on: date
    origin: Literal["birth", "request", "referral", "age"]
    state: PlanState
    division: str
    offered_at: datetime
    closed_on: date | None
    reopened_on: Annotated[
        date | None,
        Field(description="Since when care goes on that a birth or a death had ended which the register took back."),
    ]
    anchor_corrected_on: Annotated[
        date | None, Field(description="When the register corrected the birth that the plan counts from.")
    ]
    superseded_by: Annotated[
        UUID | None,
        Field(description="The plan of the same care that goes on instead, since two entries of the person are one."),
    ]
    revision: int


class PlanWithVisits(PlanSeen):
    """A plan with its visits, by due date: none before consent."""

    consent_text: Annotated[str, Field(description="The version of the words to be agreed to.")]
    visits: list[PlannedVisit]
