"""How much of a span stays owed after an exit. Pure."""

from collections.abc import Sequence
from datetime import date

from services.incentives.schemes.model import Keeps


def owed_after(
    keeps: Keeps, months_fen: Sequence[int], amount_fen: int, period_start: date, on: date, before_fen: int = 0
) -> int:
    """All of it, the months up to and with that of the exit, or nothing; never more than all, never below nothing.

    ``before_fen`` is what other parts of the same decision owe: a part may begin in the middle of a month.
    """
    if keeps == "whole":
        return amount_fen
    if keeps == "none" or on < period_start:
        return 0
    until = 12 if on.year > period_start.year else on.month
    return min(max(sum(months_fen[:until]) - before_fen, 0), amount_fen)
