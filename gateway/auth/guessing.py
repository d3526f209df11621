"""How fast passwords may be guessed. Pure: what was counted and the time in, what is counted now out.

After a few free failures each further one doubles the wait, up to a quarter of an hour; a quiet quarter of an hour
forgets. An address has more free failures than an account, since an office shares one. An account can thus be held
up by a stranger for fifteen minutes at most: the price for not letting the stranger guess.
"""

from datetime import datetime, timedelta

import msgspec

FORGET_AFTER = timedelta(minutes=15)
LONGEST_WAIT = timedelta(minutes=15)
CLOCK_WENT_BACK = timedelta(minutes=1)
"""An attempt counted in the future by more than this: clocks of two machines differ by less."""
FREE_FOR_ACCOUNT = 5
FREE_FOR_ADDRESS = 50


class Attempts(msgspec.Struct, frozen=True):
    """Attempts counted under one key that did not succeed, or not yet."""

    failures: int
    last_at: datetime
    blocked_until: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """How long the next attempt must wait; zero when it may come now.

        A clock that was wrong and was set back would hold everybody up for hours: then the next attempt may come, and
        is counted at the time that it is.
        """
        if self.blocked_until is None or self.last_at - now > CLOCK_WENT_BACK:
            return timedelta()
        return max(timedelta(), self.blocked_until - now)


def count_attempt(before: Attempts, free: int, now: datetime) -> Attempts:
    """One more attempt, counted before it is known whether it succeeds, so that many at once gain nothing."""
    failures = 1 if now - before.last_at >= FORGET_AFTER else before.failures + 1
    if failures < free:
        return Attempts(failures, now)
    doublings = min(failures - free, 20)
    wait = min(timedelta(seconds=2**doublings), LONGEST_WAIT)
    return Attempts(failures, now, now + wait)


def succeeded(before: Attempts, free: int) -> Attempts:
    """The attempt counted last was a success: it counts no more, and holds nobody up."""
    failures = max(0, before.failures - 1)
    return Attempts(failures, before.last_at, before.blocked_until if failures >= free else None)
