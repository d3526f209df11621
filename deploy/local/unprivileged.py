"""Run a program that refuses to be root, although we are root, without opening any folder for it.

PostgreSQL will not start as root. Changing to another user would need every parent of its data folder to be
passable for that user, and opening those is not ours to do. A user namespace that maps root to another number
leaves the files as they are: outside, the process is still the owner of its own folder; inside, it is nobody.
"""

import ctypes
import os
import pwd
import sys
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


def _passable(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def _become_nobody(data: Path, program: Path) -> None:
    if not (_passable(data) and _passable(program)):
        raise CannotDropRoot(
            "PostgreSQL will not run as root, and this machine allows root no user namespace: "
            "run as a normal user, or from a folder that others may pass through."
        )
    nobody = pwd.getpwnam("nobody")
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def exec_unprivileged(data: Path, argv: list[str]) -> None:
    """Replace this process with ``argv``; never returns. ``data`` is the one folder it must own."""
    if os.geteuid() == 0:
        try:
            _enter_user_namespace(os.getuid(), os.getgid())
        except OSError:
            _become_nobody(data, Path(argv[0]))
    os.execv(argv[0], argv)  # noqa: S606 - the program is PostgreSQL's own binary


if __name__ == "__main__":
    try:
        exec_unprivileged(Path(sys.argv[1]), sys.argv[2:])
    except CannotDropRoot as refusal:
        sys.exit(str(refusal))
