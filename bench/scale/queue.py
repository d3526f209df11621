"""Waiting at one process in the busiest hour, simulated: calls arrive by chance and are worked off one by one."""

import numpy as np

_CALLS = 200_000
_SEED = 20261124


def waited(arrivals: float, seconds: float, share: float = 0.99) -> float:
    """Seconds in which ``share`` of the calls are done, waiting included.

    ``arrivals`` a second by a Poisson process; work takes ``seconds`` on average, exponentially distributed, which is
    more uneven than any stage was seen to be. Lindley's recursion: a call waits for what was there before it and is
    not done. Infinite where more arrives than can be done.
    """
    if arrivals * seconds >= 1:
        return float("inf")
    draw = np.random.default_rng(_SEED)
    work = draw.exponential(seconds, _CALLS)
    gaps = draw.exponential(1 / arrivals, _CALLS)
    steps = np.concatenate([[0.0], (work[:-1] - gaps[1:])]).cumsum()
    waiting = steps - np.minimum.accumulate(steps)
    return float(np.quantile(waiting + work, share))


def carried(seconds: float, limit: float) -> float:
    """The arrivals a second that one process works off with 99 of 100 done within ``limit`` seconds; 1 % exact."""
    low, high = 0.0, 1 / seconds
    while high - low > 0.01 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if waited(middle, seconds) <= limit else (low, middle)
    return low
