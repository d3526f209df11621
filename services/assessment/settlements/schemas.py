"""What callers send and see of settlements."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class SettlementEntry(BaseModel):
    """Which quarter to settle; with a reason where it is settled already and is to be made again."""

    model_config = ConfigDict(extra="forbid")

    period: str = Field(pattern=r"^20\d\d-Q[1-4]$")
    reason: str | None = Field(default=None, min_length=1, max_length=500)


class SettlementOut(BaseModel):
    """A settlement without its content."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    period: str
    version: int
    scorecard: str
    scorecard_version: int
    settled_at: datetime
    settled_by: str
    reason: str | None
    digest: str
    signature: str


class SettlementDocument(SettlementOut):
    """A settlement with all that was signed: verify ``signature`` over the digest of ``document``."""

    document: dict[str, Any]


class LateCount(BaseModel):
    """What came after a settlement: by how much a count differs now."""

    division: str
    month: date
    indicators: list[str]
    measure: str
    value: int
    reopens: bool
    """Whether one of these indicators asks for the settlement to be made again; otherwise the next one takes it in."""
