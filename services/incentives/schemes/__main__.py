"""``python -m services.incentives.schemes lint [folder]``: prints every fault as ``file:line: what``; 1 if any."""

import sys

from chassis.data_lint import lint_command
from services.incentives.schemes.lint import FOLDER, lint


def main(arguments: list[str]) -> int:
    """The exit status: 0 without faults, 1 with, 2 for a wrong call."""
    return lint_command("services.incentives.schemes", "schemes", arguments, lint, FOLDER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
