"""What staff see of the exchange: how far messages got, never what they say."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field


class ExchangeKey(BaseModel):
    """A public key of a county's."""

    kid: str
    since: datetime
    until: datetime | None


class PeerState(BaseModel):
    """A county that we exchange messages with, or that something waits for."""

    county: str = Field(description="Six digits.")
    name_zh: str | None = Field(description="Null where the directory does not name it.")
    name_en: str | None
    address: str | None
    divisions: list[str]
    signs_with: list[ExchangeKey]
    messages: list[str] | None = Field(description="The messages that it takes; null until it has described itself.")
    described_at: datetime | None
    reached_at: datetime | None = Field(description="When a call was last answered.")
    failures: int = Field(description="Calls in a row that were not.")
    code: str | None = Field(description="Why the last one was not.")
    next_at: datetime | None = Field(description="When the next one is due.")
    waiting: int = Field(description="Messages to it that are not settled.")
    oldest_waiting: datetime | None
    rejected: int
    given_up: int


class OutgoingState(BaseModel):
    """A message of ours."""

    id: UUID
    peer: str
    thread: UUID
    position: int
    type: str
    sent_as: str | None
    status: Literal["waiting", "sent", "received", "validated", "applied", "rejected", "failed"]
    code: str | None
    zh: str | None
    en: str | None
    attempts: int
    queued_at: datetime
    next_at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    validated_at: datetime | None
    settled_at: datetime | None
    erased: bool = Field(description="Whether its body has been erased; its proof stays.")


class OutgoingEvidence(OutgoingState):
    """A message of ours with what proves it."""

    proof: str | None = Field(description="The signed statement (SD-JWT) as it was sent last.")
    receipt: str | None = Field(description="The peer's newest signed receipt.")


class ArrivedState(BaseModel):
    """A message of a peer's."""

    id: UUID
    sender: str
    thread: UUID
    type: str
    status: Literal["validated", "applied", "rejected"]
    code: str | None
    zh: str | None
    en: str | None
    attempts: int
    sent_at: datetime
    received_at: datetime
    validated_at: datetime
    settled_at: datetime | None
    erased: bool


class RefusalCount(BaseModel):
    """How often something was refused on a day before it was taken."""

    day: date
    sender: str = Field(
        description="The county that it claimed to be from; empty where that is none of the directory's."
    )
    code: str
    zh: str
    en: str
    count: int
    last_at: datetime
