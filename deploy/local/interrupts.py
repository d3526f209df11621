"""Ctrl-C, a closed terminal and a polite kill all end a command the same way: cleanly."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """Somebody asked this command to stop; ``exit_code`` is the shell's for that signal."""

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
    before = {name: signal.signal(name, lambda number, _: received.append(number)) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    if received:
        raise Interrupted(received[0])
