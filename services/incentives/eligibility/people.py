"""Facts of many people as columns (numpy): the same form for a million and for one. Pure.

A date is an int32 of the shape 20231205, a division an int64 of its twelve digits, money an int64 of fen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.incentives.schemes.kinds import kinds

Column = NDArray[Any]
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

NEVER, ALWAYS = 99991231, 10101
"""As a first day: not held at all. As a last day: still held."""


def as_number(day: date) -> int:
    """``date(2023, 12, 5)`` as 20231205."""
    return day.year * 10000 + day.month * 100 + day.day


@dataclass(frozen=True)
class Held:
    """What people bring, by row: its value and the first and last day on which it is held."""

    values: Column
    since: Column
    until: Column

    def take(self, rows: Rows) -> "Held":
        """The same of some of them."""
        return Held(self.values[rows], self.since[rows], self.until[rows])


@dataclass
class People:
    """``size`` people; ``columns`` holds what the register tells, ``held`` what they brought, ``entitled`` by scheme.

    Years and months of dates are worked out once, and only where a rule asks.
    """

    size: int
    columns: Mapping[str, Column]
    held: Mapping[str, Held] = field(default_factory=dict)
    entitled: Mapping[str, Mask] = field(default_factory=dict)
    _worked_out: dict[tuple[str, str], Column] = field(default_factory=dict)
    _cut_from: "tuple[People, Rows] | None" = None

    def values(self, fact: str) -> Column:
        """The values of a fact, of all rows; only those of holders mean anything for what is brought."""
        return self.columns[fact] if fact in self.columns else self._held(fact).values

    def years(self, fact: str) -> Column:
        """The years of a fact that is a day."""
        return self._once("year", fact, lambda: self.values(fact) // np.int32(10000))

    def months(self, fact: str) -> Column:
        """The months, 1 to 12, of a fact that is a day."""
        return self._once("month", fact, lambda: self.values(fact) // np.int32(100) % np.int32(100))

    def span(self, fact: str) -> Held:
        """When a fact is held."""
        return self._held(fact)

    def holds(self, fact: str, year: int) -> Mask:
        """Whether it is held on a day of ``year``."""
        return self._once(f"held in {year}", fact, lambda: _held_in(self._held(fact), year))

    def take(self, rows: Rows) -> "People":
        """Some of them, in the order of ``rows``; columns are cut when they are asked for."""
        columns, held, entitled = _Cut(self.columns, rows), _CutHeld(self.held, rows), _Cut(self.entitled, rows)
        return People(len(rows), columns, held, entitled, _cut_from=(self, rows))

    def _held(self, fact: str) -> Held:
        found = self.held.get(fact)
        return nothing_held(self.size) if found is None else found

    def _once(self, what: str, fact: str, work: Callable[[], Column]) -> Column:
        found = self._worked_out.get((what, fact))
        if found is None:
            whole, rows = self._cut_from or (self, None)
            known = whole._worked_out.get((what, fact))
            found = self._worked_out[what, fact] = work() if known is None else known[rows]
        return found


def _held_in(found: Held, year: int) -> Mask:
    return (found.since <= year * 10000 + 1231) & (found.until >= year * 10000 + 101)


def nothing_held(size: int) -> Held:
    """Nobody holds it."""
    return Held(np.zeros(size, np.int64), np.full(size, NEVER, np.int32), np.full(size, ALWAYS, np.int32))


class _Cut(dict[str, Column]):
    """Columns cut to some rows, each when it is first asked for."""

    def __init__(self, whole: Mapping[str, Column], rows: Rows) -> None:
        super().__init__()
        self._whole, self._rows = whole, rows

    def __contains__(self, name: object) -> bool:
        return name in self._whole

    def __missing__(self, name: str) -> Column:
        self[name] = self._whole[name][self._rows]
        return self[name]


class _CutHeld(dict[str, Held]):
    """The same of what is held."""

    def __init__(self, whole: Mapping[str, Held], rows: Rows) -> None:
        super().__init__()
        self._whole, self._rows = whole, rows

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self:
            found = self._whole.get(name)
            if found is None:
                return default
            self[name] = found.take(self._rows)
        return self[name]


def of_snapshots(snapshots: Sequence[Mapping[str, Any]]) -> People:
    """People from their facts as they are kept with a decision (see ``snapshot.py``)."""
    columns = {fact: _column(fact, [each[fact] for each in snapshots]) for fact in _register_facts()}
    columns["living"] = np.array([each["living"] for each in snapshots], np.bool_)
    brought = {fact for each in snapshots for fact in each["brought"]}
    held = {fact: _held_of(fact, [each["brought"].get(fact) for each in snapshots]) for fact in brought}
    schemes = {scheme for each in snapshots for scheme in each["entitled_to"]}
    entitled = {scheme: np.array([scheme in each["entitled_to"] for each in snapshots], np.bool_) for scheme in schemes}
    return People(len(snapshots), columns, held, entitled)


def _register_facts() -> list[str]:
    return [kind.id for kind in kinds().values() if kind.register]


def _column(fact: str, values: Iterable[Any]) -> Column:
    if kinds()[fact].type == "date":
        return np.array([as_number(date.fromisoformat(value)) for value in values], np.int32)
    return np.array([int(value) for value in values], np.int64)


def _held_of(fact: str, brought: Sequence[Mapping[str, Any] | None]) -> Held:
    held = nothing_held(len(brought))
    for row, each in enumerate(brought):
        if each is not None:
            held.values[row] = value_as_number(fact, each["value"])
            held.since[row] = as_number(date.fromisoformat(each["from"]))
            held.until[row] = as_number(date.fromisoformat(each["to"])) if each["to"] else NEVER
    return held


def value_as_number(fact: str, value: Any) -> int:
    """The value of something brought as a column holds it; what has none is 1."""
    if value is None:
        return 1
    return as_number(date.fromisoformat(value)) if kinds()[fact].type == "date" else int(value)
