"""What callers send and see of appeals."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

Count = Annotated[int, Field(ge=0, le=10**9)]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]


class AppealEntry(BaseModel):
    """Against which figure, what it should count, and why."""

    model_config = ConfigDict(extra="forbid")

    settlement_id: UUID
    division: str = Field(pattern=r"^\d{12}$")
    indicator: str = Field(max_length=60)
    part: Count
    whole: Count
    reason: Reason

    @model_validator(mode="after")
    def _part_of_whole(self) -> Self:
        if self.part > self.whole:
            raise ValueError("part is more than whole")
        return self


class AppealDecision(BaseModel):
    """Whether it is upheld, why, and what the figure counts from now on; as appealed where that is left out."""

    model_config = ConfigDict(extra="forbid")

    upheld: bool
    reason: Reason
    part: Count | None = None
    whole: Count | None = None

    @model_validator(mode="after")
    def _part_of_whole(self) -> Self:
        if (self.part is None) != (self.whole is None):
            raise ValueError("part and whole go together")
        if self.part is not None and self.whole is not None and self.part > self.whole:
            raise ValueError("part is more than whole")
        return self


class AppealOut(BaseModel):
    """An appeal and how it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    settlement_id: UUID
    division: str
    indicator: str
    part: int
    whole: int
    reason: str
    filed_by: str
    filed_at: datetime
    answer_due_on: date
    state: str
    decided_part: int | None
    decided_whole: int | None
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None
    revision: int
