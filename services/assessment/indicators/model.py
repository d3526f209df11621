"""What an indicator file says (see ``schema.json`` for the form, and docs/indicators.md for how to write one)."""

from datetime import date
from typing import Literal

import msgspec

from chassis.data_files import Words

Late = Literal["carry", "reopen"]


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A count, or a sum, of facts of one kind in a month."""

    of: str
    """The kind of fact."""
    month: str
    """The date of the fact that says in which month it counts."""
    where: str = ""
    """Which facts count; all of the kind when empty."""
    add: str = "1"
    """What each adds: one, or a number of the fact such as its fen."""
    stock: bool = False
    """Whether all months up to the period's end count, as for the entries of a register."""


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of how an office served people."""

    id: str
    version: int
    title: Words
    meaning: Words
    effective_from: date
    source: str
    better: Literal["higher", "lower"]
    unit: str
    measures: dict[str, Measure]
    value: str
    """The formula over the measures' names, and other indicators' ids with ``_`` for ``-``."""
    of: tuple[str, str] | None = None
    """Names of the measures that are part and whole, where the figure is a share: its interval is counted from them."""
    least: int = 1
    """Fewer facts than these are shown and not ranked."""
    late: Late = "carry"
    """What comes after the settlement: carried into the next one, or the settlement is to be made again."""
    effective_to: date | None = None

    @property
    def name(self) -> str:
        """As formulas call it."""
        return self.id.replace("-", "_")

    def in_force(self, on: date) -> bool:
        """Whether this version counts on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
