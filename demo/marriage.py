"""Marital status by age and place in the household, as shares that look like a county's."""

from bisect import bisect_left
from itertools import accumulate

from demo.words import DIVORCED, MARRIED, REMARRIED, SINGLE, WIDOWED

_STATES = (SINGLE, MARRIED, REMARRIED, DIVORCED, WIDOWED)

# For each state of the household's kinds: (oldest age, shares of the five statuses).
_SHARES: dict[str, list[tuple[int, tuple[float, ...]]]] = {
    "married": [(200, (0, 0.96, 0.04, 0, 0))],
    "widowed": [(200, (0, 0, 0, 0, 1))],
    "child": [(21, (1, 0, 0, 0, 0)), (29, (0.93, 0, 0, 0.07, 0)), (200, (0.72, 0, 0, 0.26, 0.02))],
    # Somebody alone, or with a child whose other parent is not in the household.
    "single": [
        (26, (0.90, 0.04, 0, 0.06, 0)),
        (39, (0.50, 0.10, 0, 0.38, 0.02)),
        (59, (0.17, 0.10, 0.01, 0.47, 0.25)),
        (200, (0.06, 0.01, 0, 0.10, 0.83)),
    ],
}
_TABLES = {state: [(oldest, list(accumulate(shares))) for oldest, shares in rows] for state, rows in _SHARES.items()}


def marital_status(state: str, age: int, draw: float) -> str:
    """The GB/T 2261.2 code for a `draw` in [0, 1)."""
    for oldest, running in _TABLES[state]:
        if age <= oldest:
            return _STATES[min(bisect_left(running, draw, lo=0), 4)]
    raise ValueError(f"no marital shares for {state} at {age}")
