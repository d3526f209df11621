"""The span and the instalments of what was decided. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from services.incentives.entitlements.rules import Instalment


def span_of(year: int, months_fen: Sequence[int]) -> tuple[date, date]:
    """From the first day of the first month for which something is owed to the last day of the last."""
    owed = [month for month, fen in enumerate(months_fen, start=1) if fen]
    return date(year, owed[0], 1), date(year, owed[-1], monthrange(year, owed[-1])[1])


def instalments_of(amount_fen: int, parts: Sequence[tuple[date, int]]) -> list[Instalment]:
    """The amount in these proportions, whole fen; what does not divide goes with the last. An instalment of nothing
    is none: one fen in two parts is paid once.
    """
    whole = sum(share for _, share in parts)
    found, left = [], amount_fen
    for index, (due_on, share) in enumerate(parts, start=1):
        fen = left if index == len(parts) else amount_fen * share // whole
        left -= fen
        if fen:
            found.append(Instalment(due_on, fen))
    return found
