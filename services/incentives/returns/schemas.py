"""Answers about files from the bank."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.incentives.money_fields import Answer, Line, Payload

PROCESSED = ("paid", "returned", "reversed", "repeated", "pending")
"""Verdicts that need nobody; every other one sets the line aside."""


class ReturnView(Answer):
    """A file from the bank, and what became of its lines."""

    id: UUID
    format: str
    file_name: str
    lines: int
    counts: dict[str, int] = Field(description="Lines by verdict.")
    sums: dict[str, int] = Field(description="Fen by verdict.")
    quarantined: int = Field(description="Lines that wait for somebody to look into them.")
    received_by: str
    received_at: datetime
    known_before: bool = Field(False, description="The same file was taken before; nothing was changed now.")


class ReturnLineView(Answer):
    """One line of it. No name and no account."""

    line: int
    reference: str | None
    amount_fen: int | None
    outcome: str
    bank_reason: str | None
    settled_on: date
    verdict: str
    payment_id: UUID | None
    resolved_by: str | None
    resolved_at: datetime | None
    resolution: str | None


class Resolution(Payload):
    """What was found out about a line that had been set aside."""

    resolution: Line
