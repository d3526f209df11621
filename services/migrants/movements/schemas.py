"""What callers send and see of movements."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.migrants.movements.rules import Kind, Pattern

DivisionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]
_STRICT = ConfigDict(extra="forbid")


class MovementView(BaseModel):
    """One move, seen from the caller's division."""

    id: UUID
    person_id: UUID
    name: str | None
    direction: Literal["left", "arrived", "within"]
    from_division: str
    to_division: str
    moved_on: date
    household_id: UUID | None


class ChildBehind(BaseModel):
    """A child who stayed, and who looks after them."""

    model_config = _STRICT

    person_id: UUID
    carer_id: Annotated[UUID | None, Field(description="Who looks after the child, if in the register.")] = None


class MovementEntry(BaseModel):
    """A move as the person declares it, for themselves and for those who moved along."""

    model_config = _STRICT

    declared_by_person: Annotated[
        bool,
        Field(description="The person says so, or asks for a service at the new place; else nothing is kept (C8)."),
    ]
    origin: Literal["declaration", "service-request"] = "declaration"
    person_ids: Annotated[list[UUID], Field(min_length=1, max_length=40, description="Who moved; the declarer first.")]
    whole_household: Annotated[bool, Field(description="All living members of the declarer's household.")] = False
    children_behind: Annotated[list[ChildBehind], Field(max_length=40)] = []
    to_division: DivisionCode
    from_division: Annotated[DivisionCode | None, Field(description="By default where the register has them.")] = None
    moved_on: Day
    pattern: Pattern = "lasting"
    expected_back_on: Day | None = None


class MemberSeen(BaseModel, from_attributes=True):
    """Somebody named in a declaration."""

    person_id: UUID
    part: Literal["moved", "stayed"]
    child: bool
    carer_id: UUID | None
    state: Literal["declared", "followed", "not-followed", "noted"]
    reason: str | None


class DeclarationSeen(BaseModel, from_attributes=True):
    """A declared move and how the register took it."""

    id: UUID
    kind: Kind
    origin: Literal["declaration", "service-request"]
    from_division: str
    to_division: str
    moved_on: date
    pattern: Pattern
    expected_back_on: date | None
    whole_household: bool
    declared_at: datetime
    members: list[MemberSeen]
