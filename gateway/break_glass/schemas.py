"""Uses of break-glass as they travel."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

State = Literal["open", "overdue", "reviewed"]
Verdict = Literal["justified", "unjustified"]
Note = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=4, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class BreakGlassOut(BaseModel):
    """One use."""

    id: UUID
    account: str
    role: str
    division: str
    widened_to: str
    reason: str
    begun_at: datetime
    ends_at: datetime
    review_by: date
    overdue: bool
    reviewed_by: str | None
    reviewed_at: datetime | None
    verdict: Verdict | None
    note: str | None


class BreakGlassReviewEntry(BaseModel):
    """What the reviewer found."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    note: Note = Field(description="复核意见 / what was found")
