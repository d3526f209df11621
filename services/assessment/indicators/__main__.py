"""``python -m services.assessment.indicators lint [folder]``: prints every fault as ``file:line: what``; 1 if any."""

import sys
from pathlib import Path

from services.assessment.indicators.lint import FOLDER, lint


def main(arguments: list[str]) -> int:
    """The exit status: 0 without faults, 1 with, 2 for a wrong call."""
    if len(arguments) not in (1, 2) or arguments[0] != "lint":
        print("usage: python -m services.assessment.indicators lint [folder]", file=sys.stderr)
        return 2
    indicators, faults = lint(Path(arguments[1]) if len(arguments) == 2 else FOLDER)
    for fault in faults:
        print(fault)
    print(f"{len(indicators)} indicators without fault, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
