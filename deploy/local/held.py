"""Run a program so that it can always be found again: it holds a file locked for as long as it lives.

``python -m deploy.local.held LOCK ENVIRONMENT PROGRAM ARGUMENT…`` locks the file LOCK, adds the JSON file
ENVIRONMENT (``-`` for none) to the environment, and becomes PROGRAM. Passwords travel in that file: a command line is
for everybody to read. The kernel lets go of the lock when the last process of PROGRAM is gone, however it went, so
that a stale process number can never be taken for a running one.
"""

import fcntl
import json
import os
import sys
import time
from pathlib import Path

# A supervisor closes every descriptor from 5 up that it does not know.
_DESCRIPTOR = 3
# Who only looks whether the file is held holds it for a moment, and so do the last children of a killed predecessor.
_SECONDS = 2


def hold(lock: str, environment: str) -> None:
    """Lock the file and read the environment, as above. Ends the process where another one holds the lock."""
    _lock(Path(lock))
    if environment != "-":
        os.environ.update(json.loads(Path(environment).read_text(encoding="utf-8")))


def _lock(path: Path) -> None:
    opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if opened != _DESCRIPTOR:
        os.dup2(opened, _DESCRIPTOR)
        os.close(opened)
    os.set_inheritable(_DESCRIPTOR, True)
    until = time.monotonic() + _SECONDS
    while not _locked():
        if time.monotonic() > until:
            sys.exit(f"Already running: {path} is held by another process.")
        time.sleep(0.02)


def _locked() -> bool:
    try:
        fcntl.flock(_DESCRIPTOR, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main() -> None:
    """Replace this process with the program (arguments: lock, environment, program and its arguments)."""
    lock, environment, *argv = sys.argv[1:]
    hold(lock, environment)
    os.execvp(argv[0], argv)  # noqa: S606 - the supervisor's own configuration names it


if __name__ == "__main__":
    main()
