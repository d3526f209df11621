"""Requests and answers about changes of protocols: numbers and visit ids, never a person (C5)."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Decision = Literal["keep", "rebase", "restart"]
Kind = Literal["added", "moved", "ended"]


class ChangeAsked(BaseModel):
    """A decision for the running plans of one version: of all in ``division``, but for the ``exceptions``."""

    model_config = ConfigDict(extra="forbid")

    protocol: Annotated[str, Field(max_length=60)]
    from_version: Annotated[int, Field(ge=1, le=10_000)]
    to_version: Annotated[int, Field(ge=1, le=10_000)]
    decision: Decision
    division: Annotated[str | None, Field(max_length=12, description="Within the caller's; default all of it.")] = None
    exceptions: Annotated[
        dict[UUID, Decision], Field(max_length=500, description="Plan id → another decision for that plan.")
    ] = {}


class Numbers(BaseModel):
    """How many plans are concerned, and what becomes of their visits."""

    plans: int
    added: int
    moved: int
    ended: int
    unchanged: int


class TownNumbers(Numbers):
    """The same for one township."""

    town: str


class Preview(BaseModel):
    """What a decision would do, in numbers, in all and by township. Nothing has been changed."""

    total: Numbers
    towns: list[TownNumbers]


class VisitChange(BaseModel):
    """What would become of one visit. ``visit_id`` is null for one that would be added."""

    plan_id: UUID
    visit_id: UUID | None
    kind: Kind
    step: str
    occurrence: int
    due_on: Annotated[date | None, Field(description="As planned now.")]
    new_due_on: date | None
    new_latest_on: date | None


class ChangeSeen(BaseModel, from_attributes=True):
    """A decision and how far it has been applied."""

    id: UUID
    protocol: str
    from_version: int
    to_version: int
    division: str
    decision: Decision
    decided_by: str
    decided_at: datetime
    state: Literal["applying", "done"]
    plans: int
    added: int
    moved: int
    ended: int
