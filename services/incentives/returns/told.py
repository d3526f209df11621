"""What a bank's file tells, whatever its format."""

from datetime import date
from typing import NamedTuple

from services.incentives.returns.bank_words import Outcome


class Told(NamedTuple):
    """One line. ``amount_fen`` is None where the file tells none; ``unreadable`` says what is wrong with it."""

    line: int
    reference: str
    amount_fen: int | None
    account: str
    outcome: Outcome
    reason: str
    settled_on: date | None
    unreadable: str = ""


class ToldFile(NamedTuple):
    """A file's lines, its own control totals, and the message whose every line it answers at once, if it does.

    ``message`` is the message that it is about, with so many lines and so much money in it as the bank counted them.
    """

    format: str
    lines: list[Told]
    told_lines: int | None = None
    total_fen: int | None = None
    whole_message: str | None = None
    whole_outcome: Outcome = "unclear"
    whole_reason: str = ""
    message: str = ""
    message_lines: int | None = None
    message_fen: int | None = None
