"""Installs the pinned packages into .venv; run by ``deploy/local/install`` with the standard library alone.

A stamp in .venv remembers which lock file was installed, so that a second run does nothing. Once the packages for
tests are in, they stay: a ``make up`` beside a running ``make test`` must not pull them out from under it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Run as a script, without the project on its path.
sys.path.insert(0, str(ROOT))

from deploy.local.failures import CannotGoOn, last_line  # noqa: E402
from deploy.local.language import say, text  # noqa: E402

VENV = ROOT / ".venv"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
BOOTSTRAP = ROOT / "deploy" / "local" / "bootstrap.txt"
_NEEDED = 700_000_000
# What an installer says, and what it means. The first match counts: a full disk also breaks a download.
_CAUSES = (
    (("No space left", "os error 28", "Disk quota"), "磁盘已满", "the disk is full"),
    (
        ("Hash mismatch", "DO NOT MATCH THE HASHES"),
        "下载的文件与锁定的校验值不符",
        "a download is not the file that was pinned",
    ),
    (
        ("Failed to fetch", "dns error", "onnection", "timed out", "Could not connect", "name resolution"),
        "无法下载（网络不通）",
        "the packages cannot be downloaded (no network)",
    ),
    (
        ("compiler", "'cc'", "'gcc'", "gcc failed", "'c++'"),
        "缺少 C 编译器（Debian：apt install build-essential）",
        "a C compiler is needed (Debian: apt install build-essential)",
    ),
    (("Permission denied", "os error 13"), "没有写入权限", "no permission to write"),
)


def install(kind: str) -> None:
    """Bring .venv to the lock file of ``kind``. Raises CannotGoOn."""
    with _alone():
        if _installed() not in _good_for(kind):
            kind = "dev" if _installed().startswith("dev") else kind
            _install(kind)


def _good_for(kind: str) -> set[str]:
    return {_stamp("dev"), _stamp(kind)}


def _stamp(kind: str) -> str:
    content = LOCKS[kind].read_bytes() + BOOTSTRAP.read_bytes()
    return f"{kind} {hashlib.sha256(content).hexdigest()}"


def _installed() -> str:
    path = VENV / "installed"
    return path.read_text() if path.exists() and _python_runs() else ""


def _python() -> Path:
    return VENV / "bin" / "python"


def _python_runs() -> bool:
    """Whether .venv has not been moved or lost its Python; one that moved names its old place, a link its target."""
    if not (VENV / "pyvenv.cfg").exists() or not _python().exists():
        return False
    named = (VENV / "bin" / "activate").read_text()
    return str(VENV) in named or str(VENV.resolve()) in named


def _install(kind: str) -> None:
    say("安装所需软件包（首次需下载约 200 MB）……", "Installing packages (about 200 MB to download, the first time) …")
    if not (VENV / "bin" / "uv").exists() or not _python_runs():
        _make_environment()
    (VENV / "installed").unlink(missing_ok=True)
    uv = [str(VENV / "bin" / "uv"), "pip", "sync", "--python", str(_python())]
    _run([*uv, "--require-hashes", str(LOCKS[kind])])
    (VENV / "installed").write_text(_stamp(kind))


def _make_environment() -> None:
    if shutil.disk_usage(ROOT).free < _NEEDED:
        raise CannotGoOn(
            f"磁盘已满：安装需要 {_NEEDED // 1_000_000} MB。",
            f"The disk is full: installing needs {_NEEDED // 1_000_000} MB in {ROOT}.",
        )
    if not os.access(ROOT, os.W_OK):
        raise CannotGoOn(f"无法写入 {ROOT}。", f"{ROOT} cannot be written to.")
    VENV.mkdir(exist_ok=True)
    if _is_pip_lent():
        _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
        pip = [sys.executable, "-m", "pip", "--python", str(_python())]
    else:
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        pip = [str(_python()), "-m", "pip"]
    _run([*pip, "install", "--quiet", "--require-hashes", "-r", str(BOOTSTRAP)])


def _is_pip_lent() -> bool:
    """Whether this Python has a pip that installs for another (22.3): to unpack one of its own takes seconds."""
    try:
        major, minor = version("pip").split(".")[:2]
        return (int(major), int(minor)) >= (22, 3)
    except (PackageNotFoundError, ValueError):
        return False


def _run(argv: list[str]) -> None:
    log = VENV.with_name(".venv.log")
    with log.open("wb") as out:
        done = subprocess.run(argv, stdout=out, stderr=subprocess.STDOUT, env=_environment(), check=False)
    if done.returncode != 0:
        said = log.read_text(errors="replace")
        if "ensurepip" in said:
            raise CannotGoOn("缺少 Python 的 venv 模块（Debian：apt install python3-venv）。", _NO_VENV, log)
        zh, en = cause(said) or (last_line(log), last_line(log))
        raise CannotGoOn(f"软件包未能安装：{zh}。", f"The packages could not be installed: {en}.", log)
    log.unlink()


_NO_VENV = "Python's venv module is missing (Debian: apt install python3-venv)."


def cause(said: str) -> tuple[str, str] | None:
    """Why an installer failed, by what it said: in Chinese and in English; None when it said nothing known."""
    return next(((zh, en) for words, zh, en in _CAUSES if any(word in said for word in words)), None)


def _environment() -> dict[str, str]:
    """The user's own, less what would lead uv to another environment; the cache where it can be written."""
    left = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "UV_PYTHON")}
    home = Path(left.get("UV_CACHE_DIR") or left.get("XDG_CACHE_HOME") or left.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        left["UV_CACHE_DIR"] = str(VENV / "cache")
    # uv's default, and its complaint where the cache is on another disk.
    left.setdefault("UV_LINK_MODE", "hardlink")
    return left


@contextmanager
def _alone() -> Iterator[None]:
    """One installation at a time in this folder: the folder itself is the lock, so that no file is left."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


if __name__ == "__main__":
    try:
        install(sys.argv[1])
    except CannotGoOn as refusal:
        sys.exit(text("错误：", "Error: ") + str(refusal))
    except OSError as refused:
        sys.exit(text("错误：安装失败：", "Error: installing failed: ") + str(refused))
    except KeyboardInterrupt:
        sys.exit(130)
