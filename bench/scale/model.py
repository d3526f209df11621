"""The model of growth: ``value = a · people^b``, fitted to some sizes, held against one that it has not seen."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

WORST_EXPONENT = 1.15
"""What n·log n shows between 20,000 and 2,000,000 people; nothing may grow faster."""


class Law(NamedTuple):
    """A power law."""

    factor: float
    exponent: float

    def at(self, people: float) -> float:
        """What it says of a size."""
        return self.factor * people**self.exponent


def fitted(sizes: Sequence[int], values: Sequence[float]) -> Law:
    """Least squares of the logarithms."""
    exponent, logarithm = np.polyfit(np.log(sizes), np.log(values), 1)
    return Law(float(np.exp(logarithm)), float(exponent))


class Grown(NamedTuple):
    """One operation at every size."""

    name: str
    unit: str
    sizes: Sequence[int]
    values: Sequence[float]

    @property
    def law(self) -> Law:
        """Of all sizes."""
        return fitted(self.sizes, self.values)

    @property
    def predicted(self) -> float:
        """What the law of all sizes but the largest says of the largest."""
        return fitted(self.sizes[:-1], self.values[:-1]).at(self.sizes[-1])

    @property
    def rise(self) -> float:
        """The exponent between the two largest sizes: where something begins to grow too fast, it shows here first."""
        return fitted(self.sizes[-2:], self.values[-2:]).exponent
