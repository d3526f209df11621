"""Requests and answers about bank accounts. An answer never holds more than the last four digits."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.incentives.money_fields import Answer, BankCode, Payload, ShortLine


class AccountEntry(Payload):
    """The account that a person is to be paid to."""

    person_id: UUID
    account_number: Annotated[str, StringConstraints(min_length=8, max_length=40)] = Field(
        description="The card's number; blanks and dashes do not matter. Its check digit is checked."
    )
    holder: ShortLine | None = Field(None, description="As the bank has the name, where it differs from the register.")
    bank_code: BankCode
    bank_name: ShortLine


class AccountView(Answer):
    """A person's account, masked."""

    id: UUID
    person_id: UUID
    account_shown: str
    bank_code: str
    bank_name: str
    registered_at: datetime
    doubted_at: datetime | None = Field(description="The bank sent a payment back: nothing is paid here any more.")
    doubted_reason: str | None
    closed_at: datetime | None
    others: int = Field(0, description="How many other people are paid to the same account.")


class AccountNumber(Answer):
    """The whole number, for who asked with a reason. The look is logged."""

    id: UUID
    account_number: str
    holder: str
