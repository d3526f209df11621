"""Changes of divisions as they travel."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, computed_field

from chassis.clock import SHANGHAI
from services.registry.divisions.schemas import DivisionOut
from services.registry.payloads import CalendarDate, DivisionCode, Line, Name, Payload

GroupCode = Annotated[str, Field(pattern="^[0-9]{15}$", description="The village's code and three digits.")]


class TargetEntry(Payload):
    """A division that a change leads to. For a split, who goes there; exactly one target takes the rest."""

    code: DivisionCode
    name: Name | None = None
    """Needed for a new code; for one in use it is its new name."""
    divisions: Annotated[list[DivisionCode], Field(default_factory=list, max_length=999)]
    """Of a divided town: the villages that go there."""
    groups: Annotated[list[GroupCode], Field(default_factory=list, max_length=999)]
    """Of a divided village: the groups (村民小组) that go there."""
    households: Annotated[list[UUID], Field(default_factory=list, max_length=20_000)]
    """Of a divided village: households that go there whatever their group."""
    rest: bool = False


class ChangeEntry(Payload):
    """A decided change. With ``dry_run`` nothing is changed and the answer tells what would follow."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    kind: Literal["rename", "merge", "split", "recode"]
    effective_on: CalendarDate
    document: Line
    """The number of the decision (批复文号)."""
    origins: Annotated[list[DivisionCode], Field(alias="from", min_length=1, max_length=100)]
    to: Annotated[list[TargetEntry], Field(min_length=1, max_length=100)]
    dry_run: bool = False


class SuccessionOut(BaseModel):
    """``old`` gave people to ``new``; the heir stands for the old code from then on."""

    old: str
    new: str
    heir: bool


class RenumberedHousehold(BaseModel):
    """A household whose number was taken already in the division that it came into."""

    id: UUID
    number: str
    division: str


class ChangeEffects(BaseModel):
    """What follows from a change."""

    opened: list[DivisionOut]
    """New codes, and codes that have a new name."""
    closed: list[str]
    successions: list[SuccessionOut]
    groups: dict[str, str]
    """Old group code → new group code."""
    persons: int
    households: int
    renumbered: list[RenumberedHousehold]
    """At most 1,000 of them."""


class ChangeOut(BaseModel):
    """A change that was made, or (without ``id``) one that was tried."""

    id: UUID | None
    kind: str
    effective_on: date
    document: str
    made_at: datetime | None
    made_by: str | None
    effects: ChangeEffects

    @computed_field(  # type: ignore[prop-decorator]
        description="The first day whose figures stand under the new codes; earlier ones stay as they were."
    )
    @property
    def figures_from(self) -> date | None:
        """The day on which the change was entered, also of one that took effect before: published figures stand."""
        return self.made_at.astimezone(SHANGHAI).date() if self.made_at else None


class LineageOut(BaseModel):
    """Where a code's people came from and went to, oldest first."""

    code: str
    successor: str | None
    """The code that stands for it today."""
    items: list["LineageLine"]


class LineageLine(BaseModel):
    """One line of the lineage."""

    change_id: UUID
    kind: str
    from_code: str
    to_code: str
    heir: bool
    effective_on: date
