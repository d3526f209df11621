"""The year after the reference date: who is born, who dies, who moves, in order.

The register as generated is the state on the reference date; these are the events of the 365 days that follow.  To
live through a year that is already over, generate the county with a reference date a year ago.
"""

import csv
import heapq
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Event = dict[str, str]

# Per person and year.  Births and deaths are a county's average (the domain facts); no source gives the moves, so
# these are the demo's own.
BIRTHS, DEATHS = 0.00563, 0.00804
MOVES_WITHIN, MOVES_OUT, MOVES_IN = 0.010, 0.008, 0.007

_PERSON = ("citizen_number", "name", "sex", "birth_date", "household_number")
FIELDS: dict[str, tuple[str, ...]] = {
    "births": (
        *("date", "registered_on", "child_name", "child_sex", "child_citizen_number", "ethnic_group"),
        *("mother_name", "mother_citizen_number", "father_name", "father_citizen_number"),
        *("household_number", "division"),
    ),
    "deaths": ("date", "registered_on", *_PERSON, "division"),
    # A household's move is one line a person with the same `move`; `kind` is within, out or in.
    "moves": (
        *("date", "registered_on", "move", "kind", "whole_household", *_PERSON),
        *("relation_to_head", "marital_status", "ethnic_group", "registered_division"),
        *("from_division", "to_division"),
    ),
}


def quota(rate: float, before: int, people: int) -> int:
    """How many of the county's events fall to a town: `before` people live in the towns before it.

    The towns' quotas sum to the rounded total of the county exactly.
    """
    return round(rate * (before + people)) - round(rate * before)


def write(folder: Path, events: Mapping[str, Iterable[Event]]) -> None:
    """Write `births.csv`, `deaths.csv` and `moves.csv`, each in order of date."""
    for name, fields in FIELDS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, fields)
            writer.writeheader()
            # Stable: the lines of one household's move stay together, in the household's order.
            writer.writerows(sorted(events[name], key=lambda event: (event["date"], event.get("move", ""))))


def read(folder: Path) -> Iterator[Event]:
    """All events of the year in order of date; `event` says which of birth, death or move each is."""
    return heapq.merge(*(_lines(folder, name) for name in FIELDS), key=lambda event: event["date"])


def _lines(folder: Path, name: str) -> Iterator[Event]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            yield {"event": name.removesuffix("s"), **line}
