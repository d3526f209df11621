"""Requests and answers about visits."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.protocols.model import Place
from services.followup.visits.rules import Outcome, VisitState

_STRICT = ConfigDict(extra="forbid")
Finding = Annotated[str, Field(max_length=500)] | bool | Annotated[float, Field(allow_inf_nan=False)]


class Content(BaseModel):
    """What was found: sealed, for the care team alone. ``findings`` are those that the step's protocol names."""

    model_config = _STRICT

    note: Annotated[str, Field(max_length=4000)] = ""
    findings: Annotated[dict[str, Finding], Field(max_length=40)] = {}


class OutcomeGiven(BaseModel):
    """What came of a visit. ``done_on`` is the day of the visit, of the attempt, or of hearing of it."""

    model_config = _STRICT

    outcome: Outcome
    done_on: date
    place: Place | None = None
    content: Content | None = None


class PlannedVisit(BaseModel):
    """A visit and how it stands."""

    id: UUID
    plan_id: UUID
    person_id: UUID
    step: str
    occurrence: int
    title_zh: str
    title_en: str
    place: Place
    division: str
    earliest_on: date
    due_on: date
    latest_on: date
    state: VisitState
    closed_on: Annotated[date | None, Field(description="The day of the visit, or since when it is not owed.")]
    attempts: int
    revision: int
    retry_by: Annotated[date | None, Field(description="After a try that failed: the next is owed by this day.")] = None
    worker: Annotated[str | None, Field(description="Whose turn it is, on `planned_on`.")] = None
    planned_on: date | None = None


class ListedVisit(PlannedVisit):
    """A visit on a work list, with the name to ask for."""

    name: str | None


class EntryRead(BaseModel):
    """One entry with its content, for the care team."""

    outcome: Outcome
    done_on: date
    place: Place | None
    content: Content | None
    recorded_by: str
    recorded_at: datetime


class VisitContent(BaseModel):
    """All that was recorded about one visit, oldest first."""

    visit_id: UUID
    entries: list[EntryRead]


class ConsentSeen(BaseModel):
    """Who agreed, how, to which text."""

    given_by: Literal["self", "guardian"]
    how: Literal["paper", "spoken", "app"]
    text_version: str
    given_on: date


class Try(BaseModel, from_attributes=True):
    """A try that another one could follow: nobody was there, a call where a meeting is owed, a word of a move."""

    outcome: Outcome
    done_on: date
    recorded_by: str


class RetryRule(BaseModel, from_attributes=True):
    """What the protocol says of tries that fail: the next within a span, so many in all, by phone after so many."""

    within: str
    at_most: int
    phone_after: int | None


class Why(BaseModel):
    """Why a visit is there: what happened, which rule made a visit of it, and who agreed."""

    visit_id: UUID
    plan_id: UUID
    origin: Literal["birth", "request", "referral", "age"]
    origin_id: Annotated[UUID, Field(description="The birth, the request's plan, or the visit with the referral.")]
    event_id: Annotated[UUID | None, Field(description="The registry's event, where one told of it.")]
    anchor_on: date
    protocol: str
    version: int
    step: str
    occurrence: int
    earliest: Annotated[str, Field(description="Span after the anchor, ISO 8601.")]
    due: str
    latest: str
    repeated_every: str | None
    counted_from: Annotated[date, Field(description="The anchor, or the day of the outcome that brought it about.")]
    because_of: Annotated[str | None, Field(description="The step whose outcome brought this visit about, if one did.")]
    tries: Annotated[list[Try], Field(description="What was tried, and so the visit may have come again.")]
    retry_rules: Annotated[dict[Outcome, RetryRule], Field(description="Which outcomes another try follows, and how.")]
    retry_by: Annotated[date | None, Field(description="The next try is owed by this day.")]
    source: Annotated[str, Field(description="Where it is written that this visit is owed.")]
    window_chosen_by: Annotated[str, Field(description="`from-source`, or why we chose the window.")]
    reopened_on: Annotated[
        date | None,
        Field(description="Since when it is owed again: the register took back the birth or death that had ended it."),
    ]
    anchor_corrected_on: Annotated[
        date | None, Field(description="When the register corrected the birth that the plan counts from.")
    ]
    superseded_by: Annotated[
        UUID | None, Field(description="The plan of the same care that goes on instead, since a merge, if one does.")
    ]
    consent: ConsentSeen | None
