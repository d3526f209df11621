"""Run a program that refuses to be root, or nameless, although we are, without opening any folder for it.

PostgreSQL will not start as root. Changing to another user would need every parent of its data folder to be
passable for that user, and opening those is not ours to do. A user namespace that maps us to another number
leaves the files as they are: outside, the process is still the owner of its own folder; inside, it is nobody.
"""

import ctypes
import os
import pwd
import sys
from collections.abc import Sequence
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_NOBODY = 65534


class CannotDropRoot(Exception):
    """Neither a user namespace nor a passable path is available to this root."""


def _enter_user_namespace(uid: int, gid: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{_NOBODY} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{_NOBODY} {gid} 1")


def _has_name(uid: int) -> bool:
    """PostgreSQL wants one; the user of many a container has none."""
    try:
        return bool(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return False


def is_passable(path: Path) -> bool:
    """Whether every user may pass through the folders above ``path``."""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def _become_nobody(owned: Sequence[Path], program: Path) -> None:
    if not all(is_passable(path) for path in (*owned, program)):
        raise CannotDropRoot(
            "PostgreSQL will not run as root, and this machine allows root no user namespace: "
            "run as a normal user, or from a folder that others may pass through."
        )
    nobody = pwd.getpwnam("nobody")
    for path in owned:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def exec_unprivileged(owned: Sequence[Path], argv: list[str]) -> None:
    """Replace this process with ``argv``; never returns. ``owned`` are the files and folders it must own."""
    if os.geteuid() == 0 or not _has_name(os.geteuid()):
        try:
            _enter_user_namespace(os.getuid(), os.getgid())
        except OSError:
            if os.geteuid() == 0:
                _become_nobody(owned, Path(argv[0]))
    try:
        os.execv(argv[0], argv)  # noqa: S606 - the program is PostgreSQL's own binary
    except PermissionError as refused:
        raise CannotDropRoot(
            f"PostgreSQL will not run as root, and without root's rights {argv[0]} is out of reach: "
            "run as the user who owns this folder."
        ) from refused


def main(arguments: list[str]) -> None:
    """Arguments: the files it must own, ``--``, the program and its arguments."""
    end = arguments.index("--")
    try:
        exec_unprivileged([Path(path) for path in arguments[:end]], arguments[end + 1 :])
    except CannotDropRoot as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main(sys.argv[1:])
