"""What the Kafka client does to its callers, turned into what they can live with.

It cancels tasks of its own and waits for them, and while the broker goes and comes it may hand their CancelledError on
to whoever called it, whom nobody cancelled: a loop that took it for its own end would be gone, and nobody would notice.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from aiokafka.errors import KafkaError

from chassis.bus.interface import BusUnavailable

T = TypeVar("T")


@contextlib.contextmanager
def kafka_lost_is_unavailable() -> Iterator[None]:
    """Turn the client's errors into BusUnavailable."""
    try:
        yield
    except (KafkaError, OSError, asyncio.IncompleteReadError) as error:
        raise BusUnavailable(f"{type(error).__name__}: {error}") from error
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise BusUnavailable("the client gave up a task of its own") from error


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` returns or raises. Raises BusUnavailable when it takes longer, or was cancelled by the client."""
    task = asyncio.create_task(work)
    try:
        # Not awaited, not even when the time is over: it may swallow a cancellation, and stay for ever.
        await asyncio.wait([task], timeout=seconds)
        if not task.done() or task.cancelled():
            raise BusUnavailable(f"the client did not come to an end within {seconds} s, or gave up")
        return task.result()
    finally:
        task.cancel()
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())


async def end(closing: Coroutine[Any, Any, None], seconds: float) -> bool:
    """Let a client close, and go on when ``seconds`` are over; whether it had ended well by then."""
    try:
        with kafka_lost_is_unavailable():
            await within(seconds, closing)
    except BusUnavailable:
        return False
    return True
