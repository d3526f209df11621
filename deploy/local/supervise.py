"""supervisord, which does not fall over when the disk is full.

``python -m deploy.local.supervise ARGUMENT…`` takes supervisord's arguments. As it comes, it ends when its own log
cannot be written and the complaint about that cannot be written either; whatever falls over later then stays down, also
when there is room again. What cannot be logged is lost here, and nothing else.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from supervisor import loggers, supervisord

from deploy.local.preloaded import preload

_write = loggers.RotatingFileHandler.emit


def _say_nothing(_: Any) -> None:
    """In place of a complaint on the standard error output, which lies on the same disk."""


def _write_or_go_on(handler: Any, record: Any) -> None:
    try:
        _write(handler, record)
    except (OSError, ValueError):
        # A file that was to make way for the next one was closed, and there was no room for the next one.
        with suppress(OSError):
            handler.stream = Path(handler.baseFilename).open(handler.mode)  # noqa: SIM115 - the handler closes it


def main(arguments: list[str]) -> None:
    """Be supervisord until it is told to end."""
    loggers.Handler.handleError = _say_nothing
    loggers.RotatingFileHandler.emit = _write_or_go_on
    preload()
    supervisord.main(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
