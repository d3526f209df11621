"""The one way in which a command gives up: one line that says what is wrong, and where to read more."""

from pathlib import Path

from deploy.local.language import text


class CannotGoOn(Exception):
    """What is wrong, in one line for the user; ``log`` is the file that tells more."""

    def __init__(self, zh: str, en: str, log: Path | None = None) -> None:
        line = text(zh, en)
        if log is not None:
            line += text(f"（详见 {log}）", f" (log: {log})")
        super().__init__(line)


def last_line(log: Path) -> str:
    """The last line of ``log`` that says something, at most 300 characters; empty when there is none."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8192))
        lines = file.read().decode("utf-8", "replace").splitlines()
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")
