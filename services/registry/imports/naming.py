"""What the columns of one file are called: by our own names, and by those that its office has explained; pure."""

from collections.abc import Mapping, Sequence

import msgspec

from services.registry.imports.columns import column_named, folded


class Explained(msgspec.Struct, frozen=True):
    """A remembered mapping: the office's header, folded → our column, or None for one to be left out."""

    id: str
    columns: dict[str, str | None]


class Naming:
    """Names columns. What the office has explained goes before what our own names say."""

    def __init__(self, explained: Explained | None = None) -> None:
        self.used = explained.id if explained else None
        self._columns: Mapping[str, str | None] = explained.columns if explained else {}

    def column(self, cell: str) -> str | None:
        """The English name of the column that a header cell means, or None."""
        header = folded(cell)
        return self._columns[header] if header in self._columns else column_named(cell)

    def leaves_out(self, cell: str) -> bool:
        """Whether the office said that this column is not to be imported."""
        return self._columns.get(folded(cell), "") is None


OURS = Naming()
"""Our own names alone."""


def naming_for(cells: Sequence[str], mappings: Sequence[Explained]) -> Naming:
    """By the mapping whose headers all stand in ``cells``; of several, the one that explains most."""
    there = {folded(cell) for cell in cells}
    fitting = [mapping for mapping in mappings if mapping.columns.keys() <= there]
    return Naming(max(fitting, key=lambda mapping: len(mapping.columns), default=None))
