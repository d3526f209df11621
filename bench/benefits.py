"""Who is entitled among a million people, by every scheme that ships: beside the same rules written out in numpy.

OpenFisca was measured on such a machine at 0.56 s for five variables of a million people, in single precision.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.benefits_by_hand import BY_HAND
from bench.figures import Figure
from services.incentives.eligibility.evaluate import Entitled, evaluate, evaluate_all
from services.incentives.eligibility.people import ALWAYS, NEVER, Held, People
from services.incentives.schemes.catalogue import Catalogue, load
from services.incentives.schemes.lint import FOLDER
from services.incentives.schemes.model import Scheme

SIZE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
YEAR, RUNS = 2026, 31
SHARES = {
    "rural-registration": 0.5,
    "one-child-certificate": 0.1,
    "period-family-confirmation": 0.08,
    "bereaved-family-confirmation": 0.004,
    "child-disability-grade": 0.01,
    "single-parent": 0.02,
    "complication-grade": 0.002,
    "hardship-assessment": 0.02,
    "nutrition-voucher": 0.01,
    "village-officer": 0.001,
}

THE_COUNTYS = {"insurance-support": "yuan: 60", "pregnancy-nutrition": "yuan: 100"}
"""What no source names and a county sets: here invented, as the people are."""


def all_schemes() -> Catalogue:
    """What ships, with a county's own amounts where it has to set them."""
    with tempfile.TemporaryDirectory(prefix="huijia-bench-schemes-") as folder:
        for name, amount in THE_COUNTYS.items():
            text = (FOLDER / f"{name}.v1.yaml").read_text("utf-8").replace("county_sets: true", amount)
            text = text.replace("version: 1", "version: 2").replace("2010-01-01", "2020-01-01")
            (Path(folder) / f"{name}.v2.yaml").write_text(text, "utf-8")
        return load(FOLDER, Path(folder))


def invented(size: int, seed: int = 1) -> People:
    """People of all ages, of whom some hold what schemes ask for."""
    rng = np.random.default_rng(seed)
    born = _days(rng, size, 1925, 2027)
    division = np.int64(341599000000) + rng.integers(1, 20, size) * 1000 + rng.integers(200, 260, size)
    columns = {
        "birth-date": born,
        "sex": rng.integers(1, 3, size),
        "registered-division": division,
        "residence-division": division,
        "living": rng.random(size) < 0.99,
    }
    held = {fact: _held(rng, size, fact, share) for fact, share in SHARES.items()}
    return People(size, columns, held)


def _days(rng: np.random.Generator, size: int, first: int, end: int) -> np.ndarray:
    year, month, day = (rng.integers(*bounds, size) for bounds in ((first, end), (1, 13), (1, 29)))
    return (year * 10000 + month * 100 + day).astype(np.int32)


def _held(rng: np.random.Generator, size: int, fact: str, share: float) -> Held:
    holders = rng.random(size) < share
    values = rng.integers(1, 5, size)
    if fact == "one-child-certificate":
        values = _days(rng, size, 2000, 2016).astype(np.int64)
    if fact == "hardship-assessment":
        values = rng.integers(10_000, 2_000_000, size)
    since = np.where(holders, _days(rng, size, 2000, 2027), NEVER).astype(np.int32)
    ends = np.where(rng.random(size) < 0.2, _days(rng, size, 2020, 2030), NEVER)
    return Held(values, since, np.where(holders, ends, ALWAYS).astype(np.int32))


def _fresh(people: People) -> People:
    """Without what was worked out for an earlier run."""
    return People(people.size, people.columns, people.held)


def _timed(work: Callable[[], Entitled | tuple[np.ndarray, np.ndarray]]) -> tuple[float, Entitled | tuple]:
    # Processor time: both sides run on one core, and what else the machine does is nobody's doing.
    began = time.thread_time()
    result = work()
    return time.thread_time() - began, result


def _measure(scheme: Scheme, people: People) -> Figure:
    by_hand, ours, peer = BY_HAND[scheme.id], [], []
    for _ in range(RUNS):
        seconds, found = _timed(lambda: evaluate(scheme, _fresh(people), YEAR))
        ours.append(seconds * 1000)
        seconds, expected = _timed(lambda: by_hand(people, YEAR))
        peer.append(seconds * 1000)
        assert np.array_equal(found[0], expected[0]), scheme.id
        assert np.array_equal(found[1], expected[1]), scheme.id
    return Figure(
        name=f"eligibility of {SIZE:,} people: {scheme.id}",
        unit="ms",
        ours=ours,
        peer=peer,
        peer_name="the same rule written in numpy",
        limit=2,
        source="issue 5; exact to the fen, row by row",
    )


def _together(people: People, schemes: Sequence[Scheme]) -> Figure:
    """As a county's cycle does it: whoever is entitled to one that comes first is not paid by the other."""
    ours = []
    for _ in range(RUNS):
        there = _fresh(people)
        began = time.perf_counter()
        evaluate_all(schemes, there, YEAR)
        ours.append(time.perf_counter() - began)
    name = f"eligibility of {SIZE:,} people: all {len(schemes)} schemes"
    limit = 0.56 * len(schemes) / 5
    return Figure(name=name, unit="s", ours=ours, limit=limit, source="OpenFisca, measured: 0.56 s for five variables")


def run() -> list[Figure]:
    """One figure for each scheme, and one for all of them together."""
    people, schemes = invented(SIZE), all_schemes().in_year(YEAR)
    assert {scheme.id for scheme in schemes} == BY_HAND.keys(), "every scheme is measured"
    return [*(_measure(scheme, people) for scheme in schemes), _together(people, schemes)]
