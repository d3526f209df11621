"""Compares what two versions of a scheme owe to the same people. Pure."""

from typing import NamedTuple

import numpy as np

from services.incentives.eligibility.evaluate import Entitled
from services.incentives.eligibility.people import Rows


class Difference(NamedTuple):
    """Rows that are added, dropped, and owed more or less; and by row what is owed before and after."""

    added: Rows
    dropped: Rows
    changed: Rows
    before: np.ndarray
    after: np.ndarray


def compare(size: int, before: Entitled | None, after: Entitled) -> Difference:
    """``before`` is None for a scheme that is new."""
    then, now = _by_row(size, before), _by_row(size, after)
    added = np.flatnonzero((then == 0) & (now > 0))
    dropped = np.flatnonzero((then > 0) & (now == 0))
    changed = np.flatnonzero((then > 0) & (now > 0) & (then != now))
    return Difference(added, dropped, changed, then, now)


def _by_row(size: int, entitled: Entitled | None) -> np.ndarray:
    amounts = np.zeros(size, np.int64)
    if entitled is not None:
        amounts[entitled.rows] = entitled.fen
    return amounts
