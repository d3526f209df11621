"""Writes the whole county: divisions, people files, the year's events, and the truth of all of it."""

import csv
import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from demo import events
from demo.county import Village, divisions, villages, write_divisions
from demo.files import FileTruth, FileWriter, files_of_town
from demo.kinds import KINDS
from demo.numbers import Issuer, calendar
from demo.people import Household, Person, VillagePeople
from demo.year import Surroundings, TownYear

# Below this size starting more processes costs more than it saves.
WORTH_MORE_PROCESSES = 60_000
# A forked copy of a process whose libraries run threads of their own dies at random.
FRESH_PROCESSES = multiprocessing.get_context("spawn")
PEOPLE_FOLDER = "people"
_MAN_ALONE = KINDS[0]


class Plan(msgspec.Struct, frozen=True):
    """What to generate; equal plans give equal bytes."""

    people: int
    seed: int
    as_of: date
    bad_share: float = 0.004


class TownResult(msgspec.Struct):
    """What one town contributes to the truth."""

    files: list[FileTruth]
    events: dict[str, list[events.Event]]


def generate(plan: Plan, folder: Path) -> dict[str, Any]:
    """Write everything under `folder` and return the truth (what `truth.json` holds).

    Raises ValueError for a size or share that no county can have.
    """
    if not 0 <= plan.bad_share <= 0.2:
        raise ValueError(f"bad_share must be 0 to 0.2, not {plan.bad_share}")
    found = divisions(plan.people, plan.seed)
    _empty(folder)
    write_divisions(found, folder / "divisions.csv")
    results = list(_towns(plan, folder / PEOPLE_FOLDER))
    events.write(folder, {name: [e for town in results for e in town.events[name]] for name in events.FIELDS})
    files = [file for town in results for file in town.files]
    truth = _truth(plan, len(found), files, results)
    _write_truth(folder, truth, files)
    return truth


def town_people(plan: Plan, town: int) -> tuple[list[tuple[Village, list[Household]]], Surroundings]:
    """The households of one town by village, and what its year needs; towns do not depend on each other."""
    everywhere = villages(plan.people, plan.seed)
    by_town = [list(group) for _, group in groupby(everywhere, key=lambda village: village.town.code)]
    days, issuer = calendar(plan.as_of), Issuer(plan.as_of, town, len(by_town))
    codes = [village.division.code for village in by_town[town]]
    makers = [
        VillagePeople(village, codes, issuer, days, random.Random(f"{plan.seed}:{village.division.code}"))
        for village in by_town[town]
    ]
    members = [(village, list(maker.households())) for village, maker in zip(by_town[town], makers, strict=True)]
    before = sum(village.people for earlier in by_town[:town] for village in earlier)
    everywhere_codes = [village.division.code for village in everywhere]
    return members, Surroundings(days, issuer, makers, everywhere_codes, before, town)


def _towns(plan: Plan, folder: Path) -> Iterator[TownResult]:
    towns = len({village.town.code for village in villages(plan.people, plan.seed)})
    arguments = [plan] * towns, [folder] * towns, range(towns), [towns] * towns
    if plan.people < WORTH_MORE_PROCESSES:
        yield from map(_write_town, *arguments)
        return
    with ProcessPoolExecutor(min(os.cpu_count() or 1, towns), mp_context=FRESH_PROCESSES) as pool:
        yield from pool.map(_write_town, *arguments)


def _write_town(plan: Plan, folder: Path, town: int, towns: int) -> TownResult:
    members, around = town_people(plan, town)
    rng = random.Random(f"{plan.seed}:files:{town}")

    def stranger() -> Person:
        return rng.choice(around.makers).household(_MAN_ALONE, rng.randint(25, 59))[0]

    writer = FileWriter(folder, around.days, rng, plan.bad_share, stranger)
    files = [writer.write(file) for file in files_of_town(town, towns, members)]
    year = TownYear(
        [home for _, households in members for home in households], around, random.Random(f"{plan.seed}:year:{town}")
    )
    # The year changes the people it happens to, so the files are written first.
    year.play()
    return TownResult(files, {"births": year.births, "deaths": year.deaths, "moves": year.moves})


def _truth(plan: Plan, found: int, files: list[FileTruth], results: list[TownResult]) -> dict[str, Any]:
    return {
        **msgspec.to_builtins(plan),
        "divisions": found,
        "rows": sum(file.rows for file in files),
        "good": sum(file.good for file in files),
        "bad": sum(len(file.bad) for file in files),
        "households": sum(file.households for file in files),
        "events": {name: sum(len(town.events[name]) for town in results) for name in events.FIELDS},
        "files": [
            {
                **msgspec.to_builtins(file),
                "name": f"{PEOPLE_FOLDER}/{file.name}",
                "bad": [b._asdict() for b in file.bad],
            }
            for file in files
        ],
    }


def _write_truth(folder: Path, truth: dict[str, Any], files: list[FileTruth]) -> None:
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["file", "row", "code", "column"])
        writer.writerows((f"{PEOPLE_FOLDER}/{file.name}", *bad) for file in files for bad in file.bad)
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


def _empty(folder: Path) -> None:
    """Make the folder, without what an earlier run left in it: a stale file would be loaded with the new ones.

    The truth goes first and is written last, so that a folder with a truth is always a whole county.
    """
    (folder / "truth.json").unlink(missing_ok=True)
    shutil.rmtree(folder / PEOPLE_FOLDER, ignore_errors=True)
    (folder / PEOPLE_FOLDER).mkdir(parents=True)
