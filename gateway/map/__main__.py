"""``python -m gateway.map FILE``: whether a map can be drawn; every fault on a line of its own."""

import sys
from pathlib import Path

from gateway.map.read_map import BadMap, read_map


def main(arguments: list[str]) -> int:
    """The exit code: 0 where it can."""
    if len(arguments) != 1:
        print("usage: python -m gateway.map FILE")
        return 2
    try:
        outlines = read_map(Path(arguments[0]))
    except BadMap as bad:
        print(*bad.faults, sep="\n")
        return 1
    except OSError as refused:
        print(refused)
        return 1
    print(f"{len(outlines.features)} 个区划，可以使用 · divisions, good to use")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
