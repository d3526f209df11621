"""Peak resident memory of this process and its children, PostgreSQL's own excluded."""

import os
import threading
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.1
"""Seconds between looks."""


class MemoryWatch:
    """While the block runs, looks ten times a second; ``peak`` is in bytes."""

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        # What takes less than a look's time was not seen at all.
        self._note()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self._note()

    def _note(self) -> None:
        self.peak = max(self.peak, sum(_resident(pid) for pid in (os.getpid(), *_children(os.getpid()))))


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in listed for child in _text(path).split() if "postgres" not in _command(int(child))]


def _resident(pid: int) -> int:
    return int((_text(Path(f"/proc/{pid}/statm")) or "0 0").split()[1]) * _PAGE


def _command(pid: int) -> str:
    return _text(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def _text(path: Path) -> str:
    # A process may end between two looks.
    try:
        return path.read_text()
    except OSError:
        return ""
