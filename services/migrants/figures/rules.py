"""Which numbers are shown. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

_COUNTY = 6
_Key = tuple[str, str, str]


class Cell(NamedTuple):
    """People who moved from one place to another in a month; None where they are too few to be told."""

    from_place: str
    to_place: str
    month: str
    people: int | None


def whole_months(first: date, last: date, today: date) -> tuple[date, date]:
    """The span from the first day of its first month to the last of its last, as far as that month is over.

    Two spans that differ by a day, or an answer of today and one of yesterday, would tell of single people.
    """
    running = today.replace(day=1)
    after = running if last >= running else (last.replace(day=1) + timedelta(days=31)).replace(day=1)
    return first.replace(day=1), after - timedelta(days=1)


def suppressed(cells: Sequence[Cell], smallest: int) -> list[Cell]:
    """Small cells hidden, and so many more that no sum gives them away.

    In each line (from a place, to a place, or between two counties, in a month) what is hidden is two cells or more,
    and holds ``smallest`` people or more, as long as there is something else to hide. So whoever knows a line's total
    learns no small number from it.
    """
    hidden = {cell[:3] for cell in cells if cell.people is None or 0 < cell.people < smallest}
    lines = _lines(cells)
    while more := {key for line in lines for key in _complement(line, hidden, smallest)}:
        hidden |= more
    return [cell._replace(people=None) if cell[:3] in hidden else cell for cell in cells]


def _lines(cells: Iterable[Cell]) -> list[list[Cell]]:
    lines: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        counties = (cell.from_place[:_COUNTY], cell.to_place[:_COUNTY])
        for line in (("from", cell.from_place), ("to", cell.to_place), ("between", *counties)):
            lines.setdefault((*line, cell.month), []).append(cell)
    return list(lines.values())


def _complement(line: Sequence[Cell], hidden: set[_Key], smallest: int) -> set[_Key]:
    gone = [cell for cell in line if cell[:3] in hidden]
    shown = [cell for cell in line if cell[:3] not in hidden and cell.people]
    enough = len(gone) > 1 and sum(cell.people or 0 for cell in gone) >= smallest
    if not gone or not shown or enough:
        return set()
    return {min(shown, key=lambda cell: (cell.people or 0, cell))[:3]}


def rate(part: int, whole: int, smallest: int) -> float | None:
    """``part`` of ``whole``, to a thousandth; None of nothing, or of so few that it would tell of single people."""
    return None if whole < smallest else round(part / whole, 3)


def by_pattern(counts: Mapping[str, int], smallest: int) -> dict[str, int | None]:
    """Declared moves by pattern; one small number hides the next smallest too."""
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min(counts.keys() - hidden, key=lambda name: (counts[name], name)))
    return {name: None if name in hidden else count for name, count in counts.items()}
