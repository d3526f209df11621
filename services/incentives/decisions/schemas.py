"""Answers about decisions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.incentives.schemes.routes import TextSeen


class ReasonSeen(BaseModel):
    """One condition, and how it turned out in words."""

    id: str
    met: bool
    words: TextSeen


class DecisionSeen(BaseModel):
    """A decision as it is printed and read out."""

    id: UUID
    claim_id: UUID
    scheme: str
    scheme_version: int
    text_digest: str
    year: int
    entitled: bool
    amount_fen: int
    months_fen: list[int]
    made_at: datetime
    made_on: date
    sentence: TextSeen
    reasons: list[ReasonSeen]
    how_to_object: TextSeen


class DecisionProof(BaseModel):
    """What a decision was made from, and that it comes out the same from that today."""

    decision_id: UUID
    same: bool
    text_unchanged: bool
    entitled: bool
    amount_fen: int
    facts: dict[str, Any]
    rule: str
