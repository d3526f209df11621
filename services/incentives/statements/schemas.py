"""Answers about what was paid."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.incentives.money_fields import Answer


class StatementLine(Answer):
    """One payment: what, when, why, to which masked account."""

    payment_id: UUID
    entitlement_id: UUID
    decision_id: UUID = Field(description="Why: the decision, with the rule and the facts that it stands on.")
    scheme: str
    period_start: date
    period_end: date
    due_on: date
    amount_fen: int
    set_off_fen: int
    state: str
    paid_on: date | None
    account_shown: str | None
    to_be_returned_fen: int = Field(description="Paid too much, and not settled yet.")


class PersonStatement(Answer):
    """Everything that a person was and is to be paid, for themselves or for a child."""

    person_id: UUID
    paid_fen: int
    owed_fen: int
    lines: list[StatementLine]


class DivisionLine(Answer):
    """What one village was paid of one fund in one year."""

    division_code: str
    fund: str
    payments: int
    people: int
    planned_fen: int
    paid_fen: int
    owed_fen: int
    paid_on_time: int
    issued_again: int


class FundLine(Answer):
    """One fund in one budget year: what its books say, and whom it reached."""

    fund: str
    name: str
    year: int
    granted_fen: int = Field(description="Granted by the treasury, less what was taken back.")
    available_fen: int
    committed_fen: int
    in_transit_fen: int
    paid_fen: int
    recoverable_fen: int
    payments: int
    people: int
    issued_again: int
