"""Requests and answers about postings."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.incentives.schemes.routes import TextSeen
from services.incentives.text_fields import CycleYear, SchemeId


class PostingGiven(BaseModel):
    """Hang out what is confirmed in a division."""

    model_config = ConfigDict(extra="forbid")

    scheme: SchemeId
    year: CycleYear
    division: Annotated[str, Field(description="12 digits.", max_length=12, examples=["341599001201"])]


class PostingSeen(BaseModel):
    """A list that hangs out or has hung out, and what stands above it."""

    id: UUID
    scheme: str
    year: int
    division_code: str
    heading: TextSeen
    opened_on: date
    last_day: date
    opened_by: str
    lines: int
    frozen: int
    approved: int
    total_fen: Annotated[int | None, Field(description="Not where the lines show no amounts: it would name them.")]


class PostingLine(BaseModel):
    """One line as everybody may read it."""

    claim_id: UUID
    masked_name: str
    division_code: str
    amount_fen: Annotated[
        int | None,
        Field(description="Not on the list of a scheme that hangs on something private: its sum would name it (C5)."),
    ]
    frozen: bool


class Approved(BaseModel):
    """What an approval brought about, and what it left for later."""

    approved: int
    total_fen: int
    frozen: int
