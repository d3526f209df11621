"""One measured figure: ours beside its peer or limit, as medians with their spread."""

from collections.abc import Sequence
from statistics import median

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """``ours`` are all runs' values; the figure is met where their median is at most ``limit`` (in ``unit``).

    Where a peer was measured in the same run, ``peer`` are its values, and ``limit`` bounds the ratio ours/peer.
    """

    name: str
    unit: str
    ours: Sequence[float]
    limit: float
    peer: Sequence[float] = ()
    peer_name: str = ""
    source: str = ""
    """Where the limit stands."""
    grown: Sequence[Sequence[float]] = ()
    """(people, value) at every size, where the figure is of a growth."""

    @property
    def measured(self) -> float:
        """The median, or the ratio of the medians where there is a peer."""
        ours = median(self.ours)
        return ours / median(self.peer) if self.peer else ours

    @property
    def met(self) -> bool:
        """Whether the limit holds."""
        return self.measured <= self.limit

    def line(self) -> str:
        """The figure as one line of text."""
        spread = f"{min(self.ours):.3g}–{max(self.ours):.3g}"
        ours = f"{self.name}: {median(self.ours):.3g} {self.unit} ({spread}, {len(self.ours)} runs)"
        if self.peer:
            ours += f"; {self.peer_name} {median(self.peer):.3g} {self.unit}; ratio {self.measured:.2f}"
        return f"{'ok  ' if self.met else 'MISS'} {ours}; limit {self.limit:g}"
