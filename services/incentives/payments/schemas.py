"""Requests and answers about cycles and payments."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.incentives.money_fields import Answer, Day, FundCode, Payload, ShortLine

Block = Literal["in-batch", "on-hold", "payee-unknown", "payee-died", "no-account", "account-doubted", "entitled-twice"]
"""Why a payment that is owed does not go out now."""
Standing = Literal["owed", "batched", "sent", "paid", "cancelled"]


class CycleEntry(Payload):
    """Plan every instalment of the fund that is due by a day and not planned yet, out of the year's budget."""

    fund: FundCode
    year: Annotated[int, Field(ge=2000, le=2100)]
    name: ShortLine
    due_until: Day


class CycleView(Answer):
    """A cycle and what was planned in it."""

    id: UUID
    fund: str
    year: int
    name: str
    due_until: date
    payments: int
    total_fen: int
    made_by: str
    made_at: datetime


class CycleStanding(CycleView):
    """A cycle, and where its payments stand now."""

    owed: int
    paid: int
    cancelled: int
    paid_fen: int
    waiting: dict[str, int] = Field(description="Payments that cannot go out now, by reason.")


class PaymentView(Answer):
    """One payment; the account it went to, or would go to, masked."""

    id: UUID
    cycle_id: UUID
    entitlement_id: UUID
    scheme: str
    person_id: UUID
    payee_id: UUID
    division_code: str
    fund: str
    due_on: date
    amount_fen: int
    set_off_fen: int
    standing: Standing
    waits_for: Block | None = Field(description="Why it does not go out now.")
    paid_on: date | None
    ended_as: str | None
    attempts: int
    account_shown: str | None


class AttemptView(Answer):
    """One try to pay."""

    batch_id: UUID
    reference: str
    ordinal: int
    amount_fen: int
    account_shown: str
    state: str
    settled_on: date | None
    bank_reason: str | None


class PaymentHistory(PaymentView):
    """A payment with every try to pay it."""

    tries: list[AttemptView]
