"""Links as they travel."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Line, Payload


class LinkOut(BaseModel):
    """Whom a row speaks of, and why that is thought."""

    submission_id: UUID
    row_number: int
    role: str
    kind: str
    person_id: UUID | None
    state: Annotated[str, Field(description="linked, confirmed (by an officer) or proposed")]
    how: Annotated[str, Field(description="number, weight, or kept from an earlier month")]
    weight: Annotated[float | None, Field(description="log2 of the odds that the row speaks of this person.")]
    evidence: Annotated[dict[str, Any] | None, Field(description="Of each feature, the level of agreement.")]
    words: Annotated[str, Field(description="The evidence in words: 姓名相同、母亲相同（权重 11.2）")]
    runner_up_id: UUID | None


class LinkDecision(Payload):
    """Whether the row speaks of this person; it holds for the months to come."""

    row_number: Annotated[int, Field(ge=1, le=10_000_000)]
    role: Annotated[str, Field(max_length=20, pattern="^[a-z]+$")]
    same: bool
    reason: Line
