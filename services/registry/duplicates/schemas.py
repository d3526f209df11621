"""Pairs and searches as they travel."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Line, Payload


class PairOut(BaseModel):
    """Two entries that may be one person, and why somebody thinks so. No values: see ``POST /merges/preview``."""

    id: UUID
    person_id: UUID
    other_id: UUID
    state: Annotated[str, Field(description="open, merged, not_same or lapsed")]
    reason: Annotated[str, Field(description="Where the question came from: entry, scan, hand, or an import's rule.")]
    weight: Annotated[float | None, Field(description="log2 of the odds that they are one person.")]
    evidence: Annotated[dict[str, str], Field(description="Of each feature, the level of agreement.")]
    words: Annotated[str, Field(description="The evidence in words: 姓名相同、出生日期相同（权重 11.2）")]
    found_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision: str | None
    merge_id: UUID | None


class NotSame(Payload):
    """Why they are not one person."""

    reason: Line


class ScanOut(BaseModel):
    """A search of the whole register."""

    id: UUID
    state: str
    phase: str
    requested_by: str
    requested_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    persons: int
    pairs: int
    new_pairs: int
