"""How the bus's loops wait: growing pauses after failures."""

import asyncio
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Pauses in seconds between attempts, and how many attempts an event gets before it is a dead letter."""

    attempts: int = 5
    first: float = 0.05
    factor: float = 4.0
    longest: float = 30.0

    def pause(self, failures: int) -> float:
        """The pause after this many failures in a row (from 1), shortened at random by up to a quarter."""
        full = min(self.longest, self.first * self.factor ** min(failures - 1, 20))
        # So that processes that lost one server together do not all come back in one instant.
        return full * random.uniform(0.75, 1.0)  # noqa: S311 - not a secret

    async def wait(self, failures: int) -> None:
        """Sleep for ``pause(failures)``."""
        await asyncio.sleep(self.pause(failures))
