"""Evaluates a scheme over columns of facts. Pure, exact in fen, and the same for one person as for a million."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.incentives.eligibility.amounts import Fen, owed
from services.incentives.eligibility.people import Column, Mask, People, Rows
from services.incentives.eligibility.tests_of_facts import holds, within
from services.incentives.schemes.model import Scheme

LIVING, REGION, NOT_INSTEAD, SOME_MONTH = "living", "region", "not-instead", "some-month"
"""What every scheme asks beside its own conditions: alive, where it is in force, nothing that takes its place, and a
month of the year for which something is owed."""


class Entitled(NamedTuple):
    """Those who are entitled: their rows, and by row what they are owed and for which months."""

    rows: Rows
    fen: Fen
    first: Column
    last: Column

    @property
    def total(self) -> int:
        """In fen. Python's own whole numbers do not overflow."""
        return int(self.fen.sum(dtype=np.int64))


def evaluate(scheme: Scheme, people: People, year: int) -> Entitled:
    """Who is entitled in the cycle of ``year``, and to how much."""
    met = [mask for _, mask in conditions_of(scheme, people, year)]
    rows = np.flatnonzero(reduce(np.logical_and, met))
    found = owed(scheme, people if len(rows) == people.size else people.take(rows), year)
    some = found.fen > 0
    if some.all():
        return Entitled(rows, *found)
    return Entitled(rows[some], found.fen[some], found.first[some], found.last[some])


def evaluate_all(schemes: Sequence[Scheme], people: People, year: int) -> dict[str, Entitled]:
    """Every scheme by its id, each after those that it yields to; ``schemes`` stand in that order."""
    results: dict[str, Entitled] = {}
    for scheme in schemes:
        masks = {other: _mask(results[other].rows, people.size) for other in scheme.yields_to if other in results}
        there = People(people.size, people.columns, people.held, masks, people._worked_out) if masks else people
        results[scheme.id] = evaluate(scheme, there, year)
    return results


def conditions_of(scheme: Scheme, people: People, year: int) -> Iterator[tuple[str, Mask]]:
    """Each condition's id, and by row whether it is met."""
    yield LIVING, people.columns["living"]
    if scheme.region:
        yield REGION, within(people.values(f"{scheme.place}-division"), scheme.region)
    for condition in scheme.conditions:
        yield condition.id, holds(condition.test, people, year)
    for other in scheme.yields_to:
        if other in people.entitled:
            yield f"{NOT_INSTEAD}:{other}", ~people.entitled[other]


def month_by_month(scheme: Scheme, people: People, year: int) -> NDArray[np.int64]:
    """What is owed for each month, by row and month: it adds up to the year's amount."""
    up_to = [owed(scheme, people, year, month).fen for month in range(1, 13)]
    return np.diff(np.stack([np.zeros(people.size, np.int64), *up_to], axis=1), axis=1)


def _mask(rows: Rows, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return mask
