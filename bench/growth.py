"""How time and memory of the main operations grow with a county, and whether that can be told beforehand.

Each operation (``bench/scale/operations.py``) runs once at every size of ``BENCH_GROWTH`` (20000,100000,500000 unless
set; 20000,100000,500000,2000000 for a whole night). The model (``bench/scale/model.py``) is fitted to all sizes but the
largest, and its prediction for that one is held against the measurement. Nothing may grow faster than n·log n.
"""

import os

from bench.figures import Figure
from bench.scale.model import WORST_EXPONENT, Grown
from bench.scale.operations import measured

SIZES = [int(size) for size in os.environ.get("BENCH_GROWTH", "20000,100000,500000").split(",")]
_WORST_GUESS = 1.5


def _figures(grown: Grown) -> list[Figure]:
    smallest, largest = grown.sizes[0], grown.sizes[-1]
    name = f"{grown.name}, {smallest:,} to {largest:,} people: exponent"
    points = [list(point) for point in zip(map(float, grown.sizes), grown.values, strict=True)]
    exponent = Figure(name=name, unit="", ours=[grown.exponent], limit=WORST_EXPONENT, grown=points)
    guess = Figure(
        name=f"{grown.name}, {largest:,} people",
        unit=grown.unit,
        ours=list(grown.values[-1:]),
        peer=[grown.predicted],
        peer_name="predicted from the smaller sizes",
        limit=_WORST_GUESS,
    )
    return [exponent, guess]


def run() -> list[Figure]:
    """For each operation its exponent, and the measurement at the largest size beside the prediction."""
    figures = []
    for grown in measured(SIZES):
        pairs = zip(grown.sizes, grown.values, strict=True)
        told = ", ".join(f"{size:,}: {value:.3g} {grown.unit}" for size, value in pairs)
        print(f"     {grown.name}: {told}", flush=True)
        figures += _figures(grown)
    return figures
