"""``python -m chassis.bus``: watch events, see how far consumers are, replay, and deal with dead letters.

Runs with a service's environment; where that is not set, it is read from an installation's folder
(``HUIJIA_HOME``, made by ``make up``) for the service named by ``--service``.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path

from pydantic import ValidationError

from chassis.bus.commands import dead_letters, lag, replay, tail
from chassis.bus.interface import BusUnavailable
from chassis.bus.opening import NoBroker
from chassis.roles import SERVICES
from chassis.settings import Settings


class CannotRun(Exception):
    """What is missing, in one line."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chassis.bus", description="事件总线 · the event bus")
    parser.add_argument("--service", choices=SERVICES, help="whose environment to run in (default: registry)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (tail, lag, dead_letters, replay):
        command.add_to(commands)
    return parser


def _settings(service: str | None) -> Settings:
    """The environment's settings, completed from the installation's file for the service."""
    name = service or os.environ.get("SERVICE", "registry")
    saved = Path(os.environ.get("HUIJIA_HOME", ".run")) / "environment" / f"{name}.json"
    if (service or "DATABASE_URL" not in os.environ) and saved.exists():
        os.environ.update(json.loads(saved.read_text(encoding="utf-8")))
    os.environ.setdefault("SERVICE", name)
    try:
        return Settings()
    except ValidationError:
        missing = f"没有 DATABASE_URL，也没有 {saved}：先 make up · neither DATABASE_URL nor {saved}: 'make up' first"
        raise CannotRun(missing) from None


def main(argv: list[str]) -> int:
    """Run one command; 0 when it did what it says, else one line on standard error."""
    arguments = _parser().parse_args(argv)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(arguments.run(_settings(arguments.service), arguments))
    except (CannotRun, NoBroker, BusUnavailable, OSError) as fault:
        print(f"错误 · Error: {fault or type(fault).__name__}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
