"""The demo county's divisions: a county, its towns and its villages, for any number of people.

County code 341599 is unassigned, so no citizen number that starts with it can be a real person's.
Sizes follow an average Chinese county: 12.7 towns and 190 villages for 494,000 people
(statistical yearbooks; see the domain facts).
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from demo.places import TOWN_NAMES, VILLAGE_NAMES

COUNTY_PREFIX = "341599"
COUNTY_CODE = "341599000000"
COUNTY_NAME = "示范县"

PEOPLE_OF_AN_AVERAGE_COUNTY = 494_000
TOWNS_OF_AN_AVERAGE_COUNTY = 12.7
VILLAGES_OF_AN_AVERAGE_COUNTY = 190
FEWEST_TOWNS, FEWEST_VILLAGES_A_TOWN = 2, 3
FEWEST_PEOPLE, MOST_PEOPLE = 100, 5_000_000


class Division(NamedTuple):
    """One row of `divisions.csv`: `code` has 12 digits, `level` is county, town or village."""

    code: str
    name: str
    level: str
    parent: str | None


class Village(NamedTuple):
    """A village with the number of people the generator puts there."""

    division: Division
    town: Division
    people: int


def divisions(people: int, seed: int) -> list[Division]:
    """All divisions of the county for that many people, parents before children; the same for the same arguments."""
    found = [Division(COUNTY_CODE, COUNTY_NAME, "county", None)]
    for town, members in _towns(people, seed):
        found += [town, *members]
    return found


def villages(people: int, seed: int) -> list[Village]:
    """Every village with its share of `people`; the shares sum to `people` exactly and none is empty."""
    pairs = [(town, village) for town, members in _towns(people, seed) for village in members]
    rng = random.Random(f"{seed}:village sizes")
    # Village populations are skewed: many small ones, a few big ones round the market.
    shares = _shares(people, [rng.lognormvariate(0, 0.35) for _ in pairs])
    return [Village(village, town, share) for (town, village), share in zip(pairs, shares, strict=True)]


def write_divisions(found: list[Division], path: Path) -> None:
    """Write `code,name,level,parent` as UTF-8 CSV; the county's parent is empty."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(Division._fields)
        writer.writerows(found)


def _towns(people: int, seed: int) -> Iterator[tuple[Division, list[Division]]]:
    if not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise ValueError(f"people must be {FEWEST_PEOPLE} to {MOST_PEOPLE:,}, not {people:,}")
    scale = people / PEOPLE_OF_AN_AVERAGE_COUNTY
    towns = max(FEWEST_TOWNS, round(TOWNS_OF_AN_AVERAGE_COUNTY * scale))
    wanted = max(towns * FEWEST_VILLAGES_A_TOWN, round(VILLAGES_OF_AN_AVERAGE_COUNTY * scale))
    rng = random.Random(f"{seed}:names")
    names = ["城关镇", *rng.sample(TOWN_NAMES, towns - 1)]
    for index, name in enumerate(names):
        town = Division(f"{COUNTY_PREFIX}{100 + index}000", name, "town", COUNTY_CODE)
        yield town, _villages_of(town, wanted // towns + (index < wanted % towns), rng)


def _villages_of(town: Division, count: int, rng: random.Random) -> list[Division]:
    """The first is the market's residents' committee (codes from 001), the others are villages (from 200)."""
    stem = town.code[:9]
    community = Division(f"{stem}001", town.name.removesuffix("镇") + "社区", "village", town.code)
    names = rng.sample(VILLAGE_NAMES, count - 1)
    return [community, *(Division(f"{stem}{200 + n}", name, "village", town.code) for n, name in enumerate(names))]


def _shares(total: int, weights: list[float]) -> list[int]:
    """Whole numbers, each at least 1, in proportion to `weights`, that sum to `total`."""
    scale = (total - len(weights)) / sum(weights)
    shares = [1 + int(weight * scale) for weight in weights]
    for index in range(total - sum(shares)):
        shares[index % len(shares)] += 1
    return shares
