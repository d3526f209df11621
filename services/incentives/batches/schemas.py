"""Requests and answers about batches."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.incentives.money_fields import Answer, Payload


class BatchEntry(Payload):
    """Batch what can be paid now of a cycle, in the whole county or in one division of it."""

    cycle_id: UUID
    division: Annotated[str, StringConstraints(pattern=r"^[1-8][0-9]{11}$")] | None = None


class BatchView(Answer):
    """A batch with its control totals: how many lines, how much, and a digest over each line's reference and amount."""

    id: UUID
    number: int
    cycle_id: UUID
    fund: str
    year: int
    division: str
    state: str
    lines: int
    total_fen: int
    digest: str = Field(description="SHA-256 over `reference:amount` of every line, in order; hexadecimal.")
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    released_by: str | None
    released_at: datetime | None
    released_lines: int | None = Field(description="Lines that went to the bank: those that could still be paid.")
    released_fen: int | None
    finished_at: datetime | None
    withdrawn_by: str | None
    revision: int


class BatchMade(BatchView):
    """A new batch, and what of the cycle is not in it."""

    left_out: dict[str, int] = Field(description="Payments of the cycle that are owed and not in it, by reason.")


class LineView(Answer):
    """One line of a batch; the account masked."""

    line: int
    reference: str
    payment_id: UUID
    payee_id: UUID
    division_code: str
    amount_fen: int
    account_shown: str
    bank_code: str
    ordinal: int
    state: str
    bank_reason: str | None
