"""How time and memory of the main operations grow with a county, and whether that can be told beforehand.

Each operation runs once at every size of ``BENCH_GROWTH`` (20000,100000,500000,2000000 for a whole night). A power law
``time = a · people^b`` is fitted to all sizes but the largest (least squares of the logarithms), and its prediction for
the largest, which it has not seen, is held against the measurement. An exponent of 1.15 is what n·log n shows between
these sizes; nothing may be worse.
"""

import asyncio
import os
import time
from collections.abc import Callable
from typing import NamedTuple

import asyncpg
import numpy as np

from bench.benefits import invented
from bench.duplicates import ours as find_duplicates
from bench.figures import Figure
from bench.imports import Run, enter_divisions, one_run
from bench.invented_people import invent
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from services.incentives.eligibility.evaluate import evaluate
from services.incentives.schemes.catalogue import catalogue

SIZES = [int(size) for size in os.environ.get("BENCH_GROWTH", "20000,100000,500000").split(",")]
_YEAR = 2026
_WORST_EXPONENT, _WORST_GUESS = 1.15, 1.5


class Grown(NamedTuple):
    """One operation at every size."""

    name: str
    unit: str
    values: list[float]

    @property
    def law(self) -> tuple[float, float]:
        """``a`` and ``b`` of the power law through all sizes but the largest."""
        b, log_a = np.polyfit(np.log(SIZES[:-1]), np.log(self.values[:-1]), 1)
        return float(np.exp(log_a)), float(b)

    @property
    def predicted(self) -> float:
        """What the law says of the largest size."""
        a, b = self.law
        return a * SIZES[-1] ** b


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def _imports(place: TemporaryRegistry) -> list[Run]:
    admin = await asyncpg.connect(place.admin_dsn)
    await enter_divisions(admin)
    runs = [await one_run(place, admin, size) for size in SIZES]
    await admin.close()
    return runs


def _evaluate_all(size: int) -> float:
    people = invented(size)
    return _seconds(lambda: [evaluate(scheme, people, _YEAR) for scheme in catalogue().in_year(_YEAR)])


def _duplicates(size: int) -> float:
    people = invent(size)[0]
    return _seconds(lambda: find_duplicates(people))


def measured() -> list[Grown]:
    """Every operation. What is loaded and compiled at the first call is not what grows."""
    _duplicates(SIZES[0]), _evaluate_all(SIZES[0])
    with temporary_registry() as place:
        imports = asyncio.run(_imports(place))
    return [
        Grown("import with checks, sealing, events and audit", "s", [run.ours for run in imports]),
        Grown("import, memory", "MB", [run.memory / 2**20 for run in imports]),
        Grown("search for duplicates in the whole register", "s", [_duplicates(size) for size in SIZES]),
        Grown("eligibility under every scheme", "s", [_evaluate_all(size) for size in SIZES]),
    ]


def run() -> list[Figure]:
    """For each operation its exponent, and the measurement at the largest size beside the prediction."""
    figures = []
    for grown in measured():
        sizes = ", ".join(
            f"{size:,}: {value:.3g} {grown.unit}" for size, value in zip(SIZES, grown.values, strict=True)
        )
        print(f"     {grown.name}: {sizes}", flush=True)
        exponent = float(np.polyfit(np.log(SIZES), np.log(grown.values), 1)[0])
        name = f"{grown.name}, {SIZES[0]:,} to {SIZES[-1]:,} people"
        figures.append(Figure(name=f"{name}: exponent", unit="", ours=[exponent], limit=_WORST_EXPONENT))
        figures.append(
            Figure(
                name=f"{grown.name}, {SIZES[-1]:,} people",
                unit=grown.unit,
                ours=grown.values[-1:],
                peer=[grown.predicted],
                peer_name="predicted from the smaller sizes",
                limit=_WORST_GUESS,
            )
        )
    return figures
