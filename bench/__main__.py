"""``python -m bench [name …]``: run the benchmarks, print each figure, write ``bench/results.json``."""

import importlib
import os
import platform
import sys
from pathlib import Path
from typing import Any

import msgspec

from bench.figures import Figure

BENCHMARKS = (
    "benefits",
    "payments",
    "benefit_cycle",
    "start_up",
    "care",
    "duplicates",
    "gateway",
    "gateway_work",
    "imports",
    "assessment",
    "meeting",
    "looking_up",
    "fhir",
    "dashboard",
    "growth",
    "footprint",
    "handovers",
    "serving",
    "writes",
    "relay",
    "delivery",
    "idle",
)
RESULTS = Path(__file__).parent / "results.json"


def _kept() -> dict[str, Any]:
    return msgspec.json.decode(RESULTS.read_bytes()) if RESULTS.exists() else {}


def _machine() -> dict[str, Any]:
    known = {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()}
    # Figures of a busy machine are not believed: the reader sees how busy it was.
    return known | {"load": round(os.getloadavg()[0], 1)}


def _entry(figure: Figure) -> dict[str, Any]:
    return msgspec.to_builtins(figure) | {"measured": figure.measured, "met": figure.met}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; 1 where a figure is missed."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    results, missed = _kept(), 0
    for name in names or BENCHMARKS:
        machine = _machine()
        figures: list[Figure] = importlib.import_module(f"bench.{name}").run()
        results[name] = {"machine": machine, "figures": [_entry(figure) for figure in figures]}
        for figure in figures:
            print(figure.line(), flush=True)
            missed += not figure.met
    RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
