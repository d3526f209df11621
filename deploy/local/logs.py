"""Follow every log of this installation."""

import os

from deploy.local.failures import CannotGoOn
from deploy.local.home import Home


def logs(home: Home) -> None:
    """Show the last lines of each log and whatever is added, until Ctrl-C; never returns."""
    files = sorted(str(path) for path in (home.folder / "logs").glob("*.log"))
    if not files:
        raise CannotGoOn(f"{home.folder} 中还没有日志。", f"There are no logs in {home.folder} yet.")
    # By name and with retries, so that a rotated log is followed into its successor.
    os.execvp("tail", ["tail", "-n", "20", "-F", *files])  # noqa: S606
