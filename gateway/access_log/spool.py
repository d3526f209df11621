"""The access log's second place: a file, for what could not be written to the database in the moment it mattered.

A service may have committed a write when the log fails. Refusing the answer then would tell the caller that nothing
was done. So the entry is laid down here, synced to disk, and the answer goes out; the writer takes it into the log
when the database is back. Reads are not spooled: a read that cannot be logged is refused, and nothing is lost by that.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from chassis.identifiers import new_id
from gateway.access_log.entries import Entry

_FILE, _LOCK = "access-log.spool", "access-log.lock"


class Spool:
    """The spool under ``home``, shared by the gateway's processes on this machine."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "spool"

    def lay_down(self, entry: Entry) -> None:
        """Return when ``entry`` is on disk. Raises OSError."""
        with self._locked():
            path = self._folder / _FILE
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
                file.write(msgspec.json.encode(entry) + b"\n")
                file.flush()
                os.fsync(file.fileno())

    def take(self) -> dict[Path, list[Entry]]:
        """What lies there, by file; each file is removed with ``done`` once its entries are in the log."""
        if not self._folder.exists():
            return {}
        with self._locked():
            path = self._folder / _FILE
            if path.exists():
                path.replace(self._folder / f"{new_id()}.taken")
        return {path: _entries(path) for path in sorted(self._folder.glob("*.taken"))}

    def done(self, path: Path) -> None:
        """The entries of ``path`` are in the log."""
        path.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _entries(path: Path) -> list[Entry]:
    # A line that was being written when the power failed is no entry: nobody was answered on its strength.
    whole = path.read_bytes().split(b"\n")[:-1]
    return [msgspec.json.decode(line, type=Entry) for line in whole]
