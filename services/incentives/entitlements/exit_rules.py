"""How much of a span stays owed after an exit. Pure."""

from collections.abc import Sequence
from datetime import date

from services.incentives.schemes.model import Keeps


def owed_after(keeps: Keeps, months_fen: Sequence[int], amount_fen: int, period_start: date, on: date) -> int:
    """All of it, the months up to and with that of the exit, or nothing; never more than all, never below nothing."""
    if keeps == "whole":
        return amount_fen
    if keeps == "none" or on < period_start:
        return 0
    until = 12 if on.year > period_start.year else on.month
    return min(sum(months_fen[:until]) - sum(months_fen[: period_start.month - 1]), amount_fen)
