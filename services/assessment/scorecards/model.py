"""What a scorecard file says (see ``schema.json``)."""

from datetime import date

import msgspec

from chassis.data_files import Words


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One indicator: no points at ``zero``, all hundred at ``full``, in a straight line between; with a weight."""

    id: str
    weight: float
    zero: float
    full: float


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from"}):
    """What a score from so many points on is called."""

    id: str
    first: float
    title: Words


class Veto(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A violation of people's rights: with more than ``above`` of them no better band than ``band`` is reached."""

    indicator: str
    above: float
    band: str


class Scorecard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How figures make a score from 0 to 100."""

    id: str
    version: int
    title: Words
    effective_from: date
    source: str
    z: float
    """Standard deviations to each side of a score's interval."""
    coverage: float
    """The part of all weight that must have something owed; below it there is no score."""
    ranked_from: int
    """With fewer services owed in all, a place is scored and not ranked."""
    indicators: tuple[Line, ...]
    bands: tuple[Band, ...]
    veto: tuple[Veto, ...] = ()
    effective_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether this version scores on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
