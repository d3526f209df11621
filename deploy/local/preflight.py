"""What must be true before anything is started, each checked by trying it."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.local.failures import CannotGoOn
from deploy.local.holders import listener
from deploy.local.home import Home
from deploy.local.ports import is_free

_MEGABYTE = 1_000_000
# A new cluster, its write-ahead log and the demo county take about 400 MB; a later start needs room to work in.
_FIRST_START, _LATER_START = 600 * _MEGABYTE, 100 * _MEGABYTE


@contextmanager
def disk_faults(home: Home) -> Iterator[None]:
    """Turn the system's refusals to write under the home folder into one clear line."""
    try:
        yield
    except OSError as refused:
        if refused.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(home) from refused
        ours = str(refused.filename or "").startswith(str(home.folder))
        if ours and refused.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise CannotGoOn(
                f"无法写入 {home.folder}：{refused.strerror}。",
                f"{home.folder} cannot be written to: {refused.strerror}.",
            ) from refused
        raise


def check_disk(home: Home) -> None:
    """Raises CannotGoOn unless the home folder has room, and takes a write."""
    wanted = _LATER_START if home.postgres.exists() else _FIRST_START
    if shutil.disk_usage(home.folder).free < wanted:
        raise _full(home, wanted)
    trial = home.folder / "write-test"
    try:
        with trial.open("wb") as file:
            file.write(os.urandom(_MEGABYTE))
            file.flush()
            os.fsync(file.fileno())
    finally:
        trial.unlink(missing_ok=True)


def check_port(home: Home) -> None:
    """Raises CannotGoOn when somebody else listens on the address that we were given."""
    if is_free(home.port):
        return
    if home.port < 1024 and not listener(home.port):
        raise CannotGoOn(
            f"无权使用端口 {home.port}：请用 HUIJIA_PORT=… 选 1024 以上的端口。",
            f"Port {home.port} is not ours to use: choose one above 1023 with HUIJIA_PORT=….",
        )
    who = listener(home.port)
    raise CannotGoOn(
        f"端口 {home.port} 已被{who or '其他程序'}占用：请停止它，或用 HUIJIA_PORT=… 另选端口。",
        f"Port {home.port} is taken by {who or 'another program'}: stop it, or choose another with HUIJIA_PORT=….",
    )


def _full(home: Home, wanted: int = 0) -> CannotGoOn:
    free = shutil.disk_usage(home.folder).free // _MEGABYTE
    need = f"（需要 {wanted // _MEGABYTE} MB）" if wanted else ""
    needs = f", {wanted // _MEGABYTE} MB are needed" if wanted else ""
    return CannotGoOn(
        f"磁盘已满：{home.folder} 只剩 {free} MB{need}。",
        f"The disk is full: {free} MB are left for {home.folder}{needs}.",
    )
