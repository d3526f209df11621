"""``python -m bench.scale.simulate``: the busiest hour of a county, a city, a province and the country.

For each part of the house (``stages.py``) it tells how many people one process carries, found by simulating its queue,
and how many processes each size needs; the part that runs full first is the bottleneck. Written into ``docs/scale.md``.
"""

import sys
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.__main__ import RESULTS
from bench.scale.demand import Demand, demand
from bench.scale.queue import carried
from bench.scale.stages import Stage, stages

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
_BEGIN, _END = "<!-- simulated: python -m bench.scale.simulate -->\n", "<!-- end of simulated -->\n"


class Carried(NamedTuple):
    """How many people one process of a stage carries in their busiest hour."""

    stage: Stage
    people: float

    def processes(self, people: int, wanted: Demand) -> int:
        """How many of them so many people need, a part of each kept free."""
        return ceil(people / min(self.people, self._at_share(wanted)))

    def _at_share(self, wanted: Demand) -> float:
        return wanted.processor_share / wanted.a_second(self.stage.per_person, 1)


def simulated(results: Mapping[str, Any], wanted: Demand) -> list[Carried]:
    """Every stage, the one that runs full first in front."""
    found = []
    for stage in stages(results, wanted):
        arrivals = carried(stage.per_person / stage.often, wanted.waited_ms / 1000)
        found.append(Carried(stage, arrivals / wanted.a_second(stage.often, 1)))
    return sorted(found, key=lambda each: each.people)


def text(results: Mapping[str, Any], wanted: Demand) -> str:
    """The tables of the page."""
    found = simulated(results, wanted)
    lines = ["| Part | Busy for each person and year | One process carries | What moves it |", "|---|---|---|---|"]
    for part, people in found:
        lines.append(f"| {part.name} | {part.per_person * 1000:.1f} ms | {_people(people)} | {part.moved_by} |")
    names = [each.stage.name for each in found]
    lines += [
        "",
        f"| Size | {' | '.join(names)} | Disk after {wanted.years} years |",
        "|---|" + "---|" * (len(names) + 1),
    ]
    lines += [_row(name, people, found, results, wanted) for name, people in wanted.sizes.items()]
    return "\n".join(lines) + "\n"


def _row(name: str, people: int, found: Sequence[Carried], results: Mapping[str, Any], wanted: Demand) -> str:
    needed = [f"{each.processes(people, wanted):,}" for each in found]
    disk = people * bytes_per_person(results, wanted)
    return f"| {name}, {_people(people)} | {' | '.join(needed)} | {_bytes(disk)} |"


def bytes_per_person(results: Mapping[str, Any], wanted: Demand) -> float:
    """On disk after so many years: the entry, and what is added every year."""
    each = {figure["name"]: figure["ours"][0] for figure in results["footprint"]["figures"]}
    a_year = (
        wanted.people * each["a person on disk"]
        + wanted.visits * each["a visit on disk"]
        + wanted.payments * each["a payment on disk"]
    )
    looks = wanted.looks * min(wanted.years, wanted.looks_kept) * each["a look on disk"]
    return float(each["a person on disk"] + wanted.years * a_year + looks)


def _people(people: float) -> str:
    return f"{people / 1e6:,.3g} M people" if people < 1e9 else f"{people / 1e9:.3g} bn people"


def _bytes(size: float) -> str:
    return f"{size / 1e9:,.0f} GB" if size < 1e12 else f"{size / 1e12:,.1f} TB"


def rewritten(page: str, tables: str) -> str:
    """The page with these tables in their place."""
    before, rest = page.split(_BEGIN)
    after = rest.split(_END)[1]
    return f"{before}{_BEGIN}{tables}{_END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Write the tables, or (``--check``) say whether they are as the results are."""
    results = msgspec.json.decode(RESULTS.read_bytes())
    page = PAGE.read_text()
    made = rewritten(page, text(results, demand()))
    if "--check" in arguments:
        if made != page:
            print("docs/scale.md is stale: python -m bench.scale.simulate", file=sys.stderr)
        return int(made != page)
    PAGE.write_text(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
