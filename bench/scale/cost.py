"""What an operation costs."""

import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from bench.memory_watch import MemoryWatch


class Cost(NamedTuple):
    """Seconds, and the most memory of this process and its children (bytes)."""

    seconds: float
    memory: float


def cost(work: Callable[[], object]) -> Cost:
    """Of doing ``work`` once."""
    with MemoryWatch() as memory:
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
    return Cost(seconds, memory.peak)


async def cost_of(work: Awaitable[object]) -> Cost:
    """The same of what is awaited."""
    with MemoryWatch() as memory:
        began = time.perf_counter()
        await work
        seconds = time.perf_counter() - began
    return Cost(seconds, memory.peak)
