"""Ctrl-C, a closed terminal and a polite kill all end a command the same way: cleanly."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(KeyboardInterrupt):
    """Somebody asked this command to stop; ``exit_code`` is the shell's for that signal.

    Of this class, since an event loop swallows every other exception that a signal raises in one of its callbacks.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def _raise(number: int, _: FrameType | None) -> None:
    raise Interrupted(number)


def raise_on_signals() -> None:
    """From now on each of them raises Interrupted in the main thread."""
    for number in _SIGNALS:
        signal.signal(number, _raise)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Finish what must not be left half done, a clean-up for example; a signal in between is raised after it."""
    received: list[int] = []
    # A handler of our own and not SIG_IGN: the programs started meanwhile would go on ignoring the signal.
    with _handled(lambda number, _: received.append(number)):
        yield
    if received:
        raise Interrupted(received[0])


def run(work: Coroutine[object, object, T]) -> T:
    """``asyncio.run``, cancelled by a signal: raised in the middle of a driver, it would leave that half-way."""
    received: list[int] = []

    async def cancellable() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None  # noqa: S101 - this is one

        def cancel(number: int, _: FrameType | None) -> None:
            received.append(number)
            loop.call_soon_threadsafe(task.cancel)

        with _handled(cancel):
            return await work

    try:
        result = asyncio.run(cancellable())
    except asyncio.CancelledError:
        if not received:
            raise
    if received:
        raise Interrupted(received[0])
    return result


@contextmanager
def _handled(by: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = {name: signal.signal(name, by) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
