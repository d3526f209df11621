"""What the formulas make of a place's counts: counts in, figures out, each after those that it needs."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.expressions import parse
from services.assessment.indicators.lint import order_of
from services.assessment.indicators.measures import key_of
from services.assessment.indicators.model import Indicator
from services.assessment.indicators.to_python import Evaluate, compile_expression


class Figure(NamedTuple):
    """One indicator's value in one place; None where nothing was owed. ``counts`` are its measures by name."""

    indicator: Indicator
    value: float | None
    counts: dict[str, int]


class Formulas:
    """The formulas of a set of indicators, compiled once and in the order of their needs."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        by_name = {indicator.name: indicator for indicator in indicators}
        self.indicators = sorted(by_name.values(), key=lambda each: each.id)
        self._steps: list[tuple[Indicator, dict[str, str], Evaluate]] = [
            (by_name[name], _keys(by_name[name]), compile_expression(parse(by_name[name].value)))
            for name in order_of(by_name)
        ]
        self.measures = {
            key: by_name[indicator.name].measures[name].stock
            for indicator, keys, _ in self._steps
            for name, key in keys.items()
        }
        """Key → whether every month up to the period's end counts."""

    def evaluate(self, counts: Mapping[str, int]) -> list[Figure]:
        """One place's figures, from its counts by measure key; what was never counted is none."""
        values: dict[str, Any] = {}
        figures = []
        for indicator, keys, formula in self._steps:
            own: dict[str, Any] = {name: counts.get(key, 0) for name, key in keys.items()}
            values[indicator.name] = formula(ChainMap(own, values))
            figures.append(Figure(indicator, values[indicator.name], own))
        return figures


@lru_cache(maxsize=100)
def formulas_on(day: date) -> Formulas:
    """The formulas of the indicators in force on a day."""
    return Formulas(catalogue().in_force(day))


def _keys(indicator: Indicator) -> dict[str, str]:
    return {name: key_of(measure) for name, measure in indicator.measures.items()}
