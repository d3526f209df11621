"""``python -m deploy.local up|down|reset|logs|status|credential NAME``: what the Makefile calls."""

import sys
import traceback
from importlib import import_module

from deploy.local.failures import CannotGoOn
from deploy.local.home import Home
from deploy.local.interrupts import Interrupted, raise_on_signals
from deploy.local.language import text

# Each is a function of the same name in a module of the same name, taking the home and so many arguments.
_COMMANDS = {"up": (0,), "down": (0,), "reset": (0,), "logs": (0,), "status": (0,), "credential": (1, 2)}


def _run(home: Home, command: str, *arguments: str) -> None:
    function = getattr(import_module(f"deploy.local.{command}"), command)
    function(home, *arguments)


def _record(home: Home) -> None:
    """Keep the whole story of a fault that nobody foresaw; the user is told its last line."""
    home.make()
    home.log("command").write_text(traceback.format_exc(), encoding="utf-8")


def _complain(line: str) -> None:
    print(text("错误：", "Error: ") + line, file=sys.stderr, flush=True)


def main(argv: list[str]) -> int:
    """Run one command; 0 when it did what it says, else one line on standard error."""
    if not argv or len(argv) - 1 not in _COMMANDS.get(argv[0], ()):
        print("python -m deploy.local up | down | reset | logs | status | credential NAME [--form]", file=sys.stderr)
        return 2
    raise_on_signals()
    home = None
    try:
        home = Home.from_environment()
        _run(home, *argv)
    except CannotGoOn as refusal:
        _complain(str(refusal))
        return 1
    except Interrupted as interrupted:
        _complain(text("已中断。", "interrupted."))
        return interrupted.exit_code
    except Exception as fault:
        if home is not None:
            _record(home)
            _complain(str(CannotGoOn(f"意外故障：{fault!r}", f"unexpected: {fault!r}", home.log("command"))))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
