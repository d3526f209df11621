"""Requests and answers about what is to be recovered."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.incentives.money_fields import Answer, Fen, Line, Payload


class RecoverableView(Answer):
    """What was paid too much of one payment, and how much of it is still open."""

    id: UUID
    payment_id: UUID
    entitlement_id: UUID
    person_id: UUID
    payee_id: UUID
    division_code: str
    fund: str
    amount_fen: int
    settled_fen: int
    open_fen: int
    found_on: date
    grace_until: date
    reason: str
    revision: int


class RecoveryView(Answer):
    """Money that came back, or a proposal how else to settle, and what was decided."""

    id: UUID
    recoverable_id: UUID
    kind: Literal["repaid", "set-off", "waived"]
    amount_fen: int
    payment_id: UUID | None
    state: Literal["proposed", "done", "refused"]
    decision: str | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class RecoverableFile(RecoverableView):
    """With everything that was done about it."""

    recoveries: list[RecoveryView]


class Repayment(Payload):
    """Money that the person brought back."""

    amount_fen: Fen
    note: Line


class Proposal(Payload):
    """To set an amount off against a payment that is owed to the same person, or to waive it."""

    kind: Literal["set-off", "waived"]
    amount_fen: Fen
    payment_id: UUID | None = Field(None, description="Which payment would be cut; for `set-off` only.")
    reason: Line


class Decision(Payload):
    """What somebody else decided, and on what ground. The person is told in writing."""

    approve: bool
    decision: Line
