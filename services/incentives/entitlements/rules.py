"""What an entitlement may look like, and how it changes. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

MOST_FEN = 10**15
"""Ten billion yuan: no county owes one person that, and sums of thousands of these fit 64 bits."""


class Instalment(NamedTuple):
    """A part of the whole, and the day on which it is to be paid."""

    due_on: date
    amount_fen: int


class BadEntitlement(ValueError):
    """An entitlement that cannot be: a programming error or a damaged rule file, never a caller's mistake."""


def check_amounts(amount_fen: int, instalments: Sequence[Instalment]) -> None:
    """Whole positive fen in order of days, adding up. Raises BadEntitlement."""
    amounts = [amount_fen, *(part.amount_fen for part in instalments)]
    if any(type(fen) is not int or not 0 < fen <= MOST_FEN for fen in amounts):
        raise BadEntitlement("amounts are whole fen above nothing")
    if sum(amounts[1:]) != amount_fen:
        raise BadEntitlement(f"the instalments add up to {sum(amounts[1:])}, not to {amount_fen}")
    days = [part.due_on for part in instalments]
    if days != sorted(set(days)):
        raise BadEntitlement("instalments stand in the order of their days")


def check_span(period_start: date, period_end: date) -> None:
    """Raises BadEntitlement for a span that ends before it begins."""
    if period_end < period_start:
        raise BadEntitlement("the span ends before it begins")
