"""Who is entitled among a million people, by every scheme that ships: beside the same rules written out in numpy.

OpenFisca was measured on such a machine at 0.56 s for five variables of a million people, in single precision.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np

from bench.benefits_by_hand import BY_HAND
from bench.figures import Figure
from services.incentives.eligibility.evaluate import Entitled, evaluate
from services.incentives.eligibility.people import ALWAYS, NEVER, Held, People
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Scheme

SIZE, YEAR, RUNS = 1_000_000, 2026, 31
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


def _together(people: People) -> Iterator[Figure]:
    ours = []
    for _ in range(RUNS):
        there = _fresh(people)
        began = time.perf_counter()
        for scheme in catalogue().in_year(YEAR):
            evaluate(scheme, there, YEAR)
        ours.append(time.perf_counter() - began)
    limit = 0.56 * len(catalogue().in_year(YEAR)) / 5
    name = f"eligibility of {SIZE:,} people: all {len(catalogue().in_year(YEAR))} schemes"
    yield Figure(name=name, unit="s", ours=ours, limit=limit, source="OpenFisca, measured: 0.56 s for five variables")


def run() -> list[Figure]:
    """One figure for each scheme that ships, and one for all of them together."""
    people = invented(SIZE)
    figures = [_measure(scheme, people) for scheme in catalogue().in_year(YEAR)]
    return [*figures, *_together(people)]
