"""``python -m gateway.disclosure lint [FOLDER]``: exit 0 when the policies may be used, else each fault on a line."""

import sys
from pathlib import Path

from gateway.disclosure.lint import lint
from gateway.settings import HERE


def main(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    if not arguments or arguments[0] != "lint" or len(arguments) > 2:
        print(__doc__)
        return 2
    folder = Path(arguments[1]) if len(arguments) == 2 else HERE / "policies"
    faults = lint(folder)
    print("\n".join(faults) or "ok")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
