"""Requests and answers about claims and objections."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.incentives.claims.rules import Origin, State, Step
from services.incentives.text_fields import CycleYear, Line, Lines, SchemeId


class ClaimGiven(BaseModel):
    """Somebody claims, with the help of a worker. For a child, ``payee_id`` is the parent or guardian who is paid."""

    model_config = ConfigDict(extra="forbid")

    scheme: SchemeId
    year: CycleYear
    person_id: UUID
    payee_id: UUID | None = None
    guardian_document: Annotated[
        Line | None, Field(description="What shows that the payee, no parent on record, is the guardian.")
    ] = None
    origin: Literal["applied", "found"] = "applied"


class StepTaken(BaseModel):
    """One step for up to two hundred claims at once: all of them, or none."""

    model_config = ConfigDict(extra="forbid")

    step: Step
    claim_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class RenewalAsked(BaseModel):
    """Take up last year's approved claims of a scheme for ``year``."""

    model_config = ConfigDict(extra="forbid")

    scheme: SchemeId
    year: CycleYear


class ClaimSeen(BaseModel, from_attributes=True):
    """One claim and how it stands."""

    id: UUID
    scheme: str
    year: int
    person_id: UUID
    payee_id: UUID
    division_code: str
    origin: Origin
    previous_id: UUID | None
    state: State
    frozen: bool
    decision_id: UUID
    posting_id: UUID | None
    entitlement_id: UUID | None
    applied_by: str
    applied_at: datetime
    reviewed_by: str | None
    checked_by: str | None
    confirmed_by: str | None
    approved_by: str | None
    revision: int


class ClaimsMoved(BaseModel):
    """How many claims went on, and how many the rules refused as the facts are now."""

    moved: int
    refused: int


class Renewed(BaseModel):
    """How many claims were taken up again: with nothing to ask, with questions, and refused by the rules."""

    unchanged: int
    with_questions: int
    refused: int


class Question(BaseModel):
    """What changed since the last decision and is to be asked; nothing else is."""

    fact: str
    zh: str
    en: str


class Questions(BaseModel):
    """All that there is to ask for a claim."""

    items: list[Question]


class ObjectionGiven(BaseModel):
    """Why somebody says that it is wrong. Whoever says so need not be named."""

    model_config = ConfigDict(extra="forbid")

    ground: Lines
    raised_on: date | None = None


class ObjectionAnswered(BaseModel):
    """What was found, in words for whoever objected."""

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["upheld", "dismissed"]
    answer: Lines


class ObjectionSeen(BaseModel):
    """An objection and its answer."""

    id: UUID
    claim_id: UUID
    against: Literal["line", "refusal", "entitlement"]
    ground: Annotated[str | None, Field(description="None once it was kept long enough (C12).")]
    raised_on: date
    answer_due_on: date
    state: Literal["open", "upheld", "dismissed"]
    answer: str | None
    resolved_on: date | None
    revision: int


class Candidate(BaseModel):
    """Somebody who is likely entitled and has not claimed yet."""

    person_id: UUID
    name: str
    birth_date: date
    division_code: str
    amount_fen: int
