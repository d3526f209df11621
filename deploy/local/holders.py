"""Who holds a lock file, and who listens on a port: asked of the kernel, never of a process number in a file."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_LISTENING = "0A"


def is_held(lock: Path) -> bool:
    """Whether a living process has ``lock`` (see ``deploy.local.held``)."""
    if not lock.exists():
        return False
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def holders(lock: Path) -> list[int]:
    """The numbers of the processes that have ``lock`` open."""
    if not _PROC.joinpath("self/fd").exists():
        return _lsof("-t", str(lock))
    wanted = str(lock.resolve())
    return sorted({pid for pid, target in _open_files() if target == wanted and pid != os.getpid()})


def listener(port: int) -> str:
    """``name (process 123)`` of who listens on a TCP port of this machine; empty when it cannot be found."""
    if _PROC.joinpath("net/tcp").exists():
        sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
        pids = [pid for pid, target in _open_files() if target in sockets]
    else:
        pids = _lsof("-t", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN")
    return f"{_command(pids[0])} (process {pids[0]})" if pids else ""


def _open_files() -> Iterator[tuple[int, str]]:
    for folder in _PROC.glob("[0-9]*/fd"):
        for descriptor in _listed(folder):
            with suppress(OSError):
                yield int(folder.parent.name), str(descriptor.readlink())


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        # Gone in the meantime, or another user's: neither is ours to find.
        return []


def _listening_inodes(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        path = _PROC / "net" / table
        for line in path.read_text().splitlines()[1:] if path.exists() else []:
            columns = line.split()
            if columns[3] == _LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                yield columns[9]


def _lsof(*arguments: str) -> list[int]:
    try:
        found = subprocess.run(["lsof", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return [int(pid) for pid in found.stdout.split()]


def _command(pid: int) -> str:
    path = _PROC / str(pid) / "cmdline"
    if path.exists():
        words = path.read_bytes().decode("utf-8", "replace").split("\0")
    else:
        ps = ["ps", "-o", "args=", "-p", str(pid)]
        words = subprocess.run(ps, capture_output=True, text=True, check=False).stdout.split()
    return " ".join(words).strip()[:120] or "a program"
