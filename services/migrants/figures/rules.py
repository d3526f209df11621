"""Which numbers are shown. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """People who moved from one place to another in a span; None where they are too few to be told."""

    from_place: str
    to_place: str
    month: str
    people: int | None


def suppressed(cells: Sequence[Cell], smallest: int) -> list[Cell]:
    """Small cells hidden, and with a single small one of a row (or column) of a month the next smallest as well.

    Otherwise the hidden number would be the difference between a total and what is shown.
    """
    hidden = {cell[:3] for cell in cells if _is_small(cell.people, smallest)}
    for side in (0, 1):
        hidden |= _complements(cells, hidden, side)
    return [cell._replace(people=None) if cell[:3] in hidden else cell for cell in cells]


def _is_small(people: int | None, smallest: int) -> bool:
    return people is None or 0 < people < smallest


def _complements(cells: Sequence[Cell], hidden: set[tuple[str, str, str]], side: int) -> set[tuple[str, str, str]]:
    lines: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        lines.setdefault(((cell.from_place, cell.to_place)[side], cell.month), []).append(cell)
    more = set()
    for line in lines.values():
        shown = [cell for cell in line if cell[:3] not in hidden and cell.people]
        if len(line) - len(shown) == 1 and shown:
            more.add(min(shown, key=lambda cell: (cell.people or 0, cell))[:3])
    return more


def rate(part: int, whole: int, smallest: int) -> float | None:
    """``part`` of ``whole``, to a thousandth; None of nothing, or of so few that it would tell of single people."""
    return None if whole < smallest else round(part / whole, 3)


def by_pattern(counts: Mapping[str, int], smallest: int) -> dict[str, int | None]:
    """Declared moves by pattern; one small number hides the next smallest too."""
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min(counts.keys() - hidden, key=lambda name: (counts[name], name)))
    return {name: None if name in hidden else count for name, count in counts.items()}
