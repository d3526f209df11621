"""The circuit breaker of one service. Pure: state and time in, state and verdict out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from chassis.data_files import read_data

State = Literal["closed", "open", "half-open"]


class Breaking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a service's breaker opens and for how long; how long it may be silent; how often reads are tried again."""

    failures: int
    open_seconds: float
    retries: int
    retry_after_ms: int
    answer_seconds: float | None = None


class BreakingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``breaking.yaml``."""

    default: Breaking
    services: dict[str, Breaking] = {}

    def of(self, service: str) -> Breaking:
        """What holds for ``service``."""
        return self.services.get(service, self.default)


def load_breaking(path: Path) -> BreakingRules:
    """Raises BadDataFile."""
    return read_data(path, BreakingRules)


class Breaker:
    """Counts failures in a row. Times are seconds of one monotonic clock."""

    def __init__(self, rules: Breaking) -> None:
        self.rules = rules
        self._failures = 0
        self._opened_at: float | None = None
        self._trying_since: float | None = None

    def state(self, now: float) -> State:
        """As operators see it."""
        if self._opened_at is None:
            return "closed"
        return "half-open" if now - self._opened_at >= self.rules.open_seconds else "open"

    @property
    def is_untroubled(self) -> bool:
        """Whether nothing has failed since the last success: the usual case."""
        return self._failures == 0 and self._opened_at is None

    def lets_pass(self, now: float) -> bool:
        """Whether a call may go on; where the breaker is half open, one at a time is let through to try."""
        if self._opened_at is None:
            return True
        state = self.state(now)
        if state == "half-open" and not self._is_tried(now):
            self._trying_since = now
            return True
        return state == "closed"

    def _is_tried(self, now: float) -> bool:
        # A trial whose caller left never tells how it ended; after a while another one tries.
        return self._trying_since is not None and now - self._trying_since < self.rules.open_seconds

    def wait(self, now: float) -> int:
        """Whole seconds after which a refused caller may try again."""
        left = self.rules.open_seconds - (now - self._opened_at) if self._opened_at is not None else 0
        return max(1, round(left))

    def succeeded(self) -> None:
        """The service answered, whatever it said."""
        self._failures, self._opened_at, self._trying_since = 0, None, None

    def failed(self, now: float) -> None:
        """The service was not reached, or said nothing in time."""
        self._failures += 1
        self._trying_since = None
        if self._opened_at is not None or self._failures >= self.rules.failures:
            self._opened_at = now


def states(breakers: Mapping[str, Breaker], now: float) -> dict[str, State]:
    """Every service's, by name."""
    return {name: breakers[name].state(now) for name in sorted(breakers)}
