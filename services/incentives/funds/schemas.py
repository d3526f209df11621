"""Requests and answers about funds and their years."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.incentives.money_fields import Answer, BankCode, FundCode, Line, Payload, ShortLine, SignedFen


class FundEntry(Payload):
    """A fund that benefits are paid from, and the account that the bank debits."""

    code: FundCode
    name: ShortLine
    payer: ShortLine = Field(description="Whose account it is, as the bank has it.")
    account_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{8,34}$")]
    bank_code: BankCode
    bank_name: ShortLine


class FundView(Answer):
    """A fund; its account masked."""

    code: str
    name: str
    payer: str
    account_shown: str
    bank_code: str
    bank_name: str
    revision: int


class BudgetEntry(Payload):
    """Money granted for a year, or taken back from what is still available (below nothing)."""

    amount_fen: SignedFen
    note: Line


class AccountBalance(Answer):
    """One account of a fund's year. ``balance_fen`` = debits − credits."""

    account: str
    name_zh: str
    name_en: str
    debit_fen: int
    credit_fen: int
    balance_fen: int


class TrialBalance(Answer):
    """Every account of a fund's year; all balances add up to nothing."""

    fund: str
    year: int
    closed_at: datetime | None
    accounts: list[AccountBalance]
    total_fen: int = Field(description="The sum of the balances: 0, always.")


class TransactionView(Answer):
    """One transaction of the ledger: so much went from one account to another, in so many entries."""

    id: UUID
    kind: str
    amount_fen: int
    entries: int
    subject_id: UUID | None
    note: str | None
    made_by: str
    made_at: datetime


class Closing(Answer):
    """What closing a year did."""

    fund: str
    year: int
    lapsed_fen: int = Field(description="Available and not promised: back to the treasury.")
    carried_committed_fen: int = Field(description="Owed to people and not paid: carried into the next year.")
    carried_recoverable_fen: int = Field(description="Owed back to the fund: carried into the next year.")
    carried_payments: int
