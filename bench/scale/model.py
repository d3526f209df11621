"""The model of growth: a part that is there with nobody, and a part for each person.

Fitted to some sizes and held against one that it has not seen. How fast something grows is told apart, by the exponent
of ``value = a · people^b``: what costs a second to begin has an exponent below its true one at small sizes, so that the
power law by itself would predict too little of large ones.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

WORST_EXPONENT = 1.15
"""What n·log n shows between 20,000 and 2,000,000 people; nothing may grow faster."""


class Law(NamedTuple):
    """``value = fixed + each · people``, neither below zero."""

    fixed: float
    each: float

    def at(self, people: float) -> float:
        """What it says of a size."""
        return self.fixed + self.each * people


def fitted(sizes: Sequence[int], values: Sequence[float]) -> Law:
    """Least squares of the relative errors: a small county counts as much as a large one."""
    measured = np.asarray(values, dtype=float)
    ones, people = 1 / measured, np.asarray(sizes, dtype=float) / measured
    fixed, each = np.linalg.lstsq(np.column_stack([ones, people]), np.ones(len(measured)), rcond=None)[0]
    if fixed < 0:
        return Law(0.0, float(people.sum() / (people @ people)))
    if each < 0:
        return Law(float(ones.sum() / (ones @ ones)), 0.0)
    return Law(float(fixed), float(each))


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """``b`` of the power law, by least squares of the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


class Grown(NamedTuple):
    """One operation at every size."""

    name: str
    unit: str
    sizes: Sequence[int]
    values: Sequence[float]

    @property
    def exponent(self) -> float:
        """Of all sizes."""
        return exponent(self.sizes, self.values)

    @property
    def predicted(self) -> float:
        """What the law of all sizes but the largest says of the largest."""
        return fitted(self.sizes[:-1], self.values[:-1]).at(self.sizes[-1])
