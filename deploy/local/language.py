"""What the commands say, in the language of the terminal they say it on."""

import os
import sys


def _chinese() -> bool:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("zh")
    return False


def text(zh: str, en: str) -> str:
    """``zh`` on a Chinese terminal, ``en`` on any other."""
    return zh if _chinese() else en


def emit(line: str, end: str = "\n") -> None:
    """Print at once. A reader that went away (``make up | head``) must not stop what is being started."""
    try:
        print(line, end=end, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(zh: str, en: str) -> None:
    """Print one line at once, in the terminal's language."""
    emit(text(zh, en))
