"""Memory of the whole embedded system when nobody does anything: every process, pages that are shared counted once."""

import os
import time
from pathlib import Path

from bench.figures import Figure
from bench.running_county import RunningCounty, running_county
from deploy.local.down import running
from deploy.local.holders import holders

PEOPLE = int(os.environ.get("BENCH_IDLE_PEOPLE", "20000"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
_REST = float(os.environ.get("BENCH_IDLE_SECONDS", "30"))
_LIMIT_MB = 1000


def _proportional_kb(pid: int) -> int:
    """A process's memory, each shared page divided among those who share it (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # ended meanwhile
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _megabytes(county: RunningCounty) -> dict[str, float]:
    names = running(county.home)
    return {name: sum(_proportional_kb(pid) for pid in holders(county.home.lock(name))) / 1000 for name in names}


def run() -> list[Figure]:
    """Looked at as often as runs are asked for, with a rest before each."""
    totals = []
    with running_county(people=PEOPLE) as county:
        for _ in range(RUNS):
            time.sleep(_REST)
            each = _megabytes(county)
            totals.append(sum(each.values()))
    print("     " + ", ".join(f"{name} {size:.0f} MB" for name, size in sorted(each.items())), flush=True)
    name = f"whole embedded system idle, {PEOPLE:,} people, memory"
    return [Figure(name=name, unit="MB", ours=totals, limit=_LIMIT_MB, source="issue 11: at most 1 GB")]
