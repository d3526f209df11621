"""Requests and answers about proofs."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.incentives.text_fields import Line, PlainDay


class DocumentShown(BaseModel):
    """What was shown, and where a copy of it lies."""

    model_config = ConfigDict(extra="forbid")

    title: Line
    reference: Line


class ProofGiven(BaseModel):
    """What somebody brings. ``value`` is a date, a grade or an amount in fen, as the kind says."""

    model_config = ConfigDict(extra="forbid")

    person_id: UUID
    kind: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9-]+$", examples=["one-child-certificate"])]
    value: Annotated[str | None, Field(max_length=20, pattern=r"^[0-9-]+$", examples=["2010-06-01"])] = None
    held_from: PlainDay
    held_to: PlainDay | None = None
    number: Annotated[str | None, Field(min_length=3, max_length=40, pattern=r"^[0-9A-Za-z一-龥()()-]+$")] = None
    issued_on: PlainDay | None = None
    issuer: Line | None = None
    documents: Annotated[list[DocumentShown], Field(min_length=1, max_length=10)]


class ProofEnded(BaseModel):
    """The last day on which it is held."""

    model_config = ConfigDict(extra="forbid")

    held_to: PlainDay


class ProofSeen(BaseModel, from_attributes=True):
    """A proof. Values about health and numbers are shown masked here."""

    id: UUID
    person_id: UUID
    kind: str
    value: str | None
    masked_number: str | None
    held_from: date
    held_to: date | None
    issued_on: date | None
    issuer: str | None
    documents: list[DocumentShown]
    recorded_at: datetime
    state: str
    revision: int
