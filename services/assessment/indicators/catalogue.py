"""The indicators that this installation works with: loaded once, complete and without fault, or not at all."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from chassis.data_lint import BadData
from services.assessment.indicators.lint import FOLDER, lint
from services.assessment.indicators.measures import Counted
from services.assessment.indicators.model import Indicator


class Catalogue:
    """All indicators in all their versions, and what is counted for them."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._all = {(indicator.id, indicator.version): indicator for indicator in indicators}
        self.counted: dict[str, Counted] = {}
        """By key: every measure of every version, so that earlier periods keep their own."""
        self._by_kind: dict[str, list[Counted]] = {}
        for indicator in self._all.values():
            for measure in indicator.measures.values():
                counted = Counted(measure)
                if self.counted.setdefault(counted.key, counted) is counted:
                    self._by_kind.setdefault(counted.kind, []).append(counted)

    def counting(self, kind: str) -> list[Counted]:
        """The measures that count facts of this kind."""
        return self._by_kind.get(kind, [])

    def in_force(self, on: date) -> list[Indicator]:
        """What is counted on that day, at most one version of each, by id."""
        return sorted((each for each in self._all.values() if each.in_force(on)), key=lambda each: each.id)

    def find(self, indicator_id: str, on: date) -> Indicator | None:
        """The version of an indicator in force on that day."""
        return next((each for each in self.in_force(on) if each.id == indicator_id), None)

    def version(self, indicator_id: str, version: int) -> Indicator:
        """Raises KeyError. Versions that settlements were made with stay in the folder."""
        return self._all[indicator_id, version]


def load(folder: Path) -> Catalogue:
    """Read every indicator in ``folder``. Raises BadData."""
    indicators, faults = lint(folder)
    if faults:
        raise BadData(faults)
    return Catalogue(indicators)


@cache
def catalogue() -> Catalogue:
    """The indicators that ship with this service. Raises BadData."""
    return load(FOLDER)
