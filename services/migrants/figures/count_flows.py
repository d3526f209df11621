"""Count who moved from where to where, month by month, from the register's moves; small cells are hidden."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.migrants.figures import rules
from services.migrants.figures.policy import smallest_shown
from services.migrants.figures.rules import Cell

LEVELS = {"county": 6, "town": 9}
_FLOWS = text("""
SELECT left(from_division, :digits) AS from_place, left(to_division, :digits) AS to_place,
       to_char(moved_on, 'YYYY-MM') AS month, count(DISTINCT person_id) AS people
  FROM movements
 WHERE moved_on BETWEEN :first AND :last AND left(from_division, :digits) <> left(to_division, :digits)
 GROUP BY 1, 2, 3 ORDER BY 3, 1, 2
""")


async def count_flows(session: AsyncSession, prefix: str, first: date, last: date, digits: int) -> list[Cell]:
    """The cells that touch ``prefix``. What is hidden is decided for all at once, whoever asks.

    So two people with different areas, side by side, know no more than what each may know.
    """
    asked = {"digits": digits, "first": first, "last": last}
    cells = [Cell(row.from_place, row.to_place, row.month, row.people) for row in await session.execute(_FLOWS, asked)]
    shown = rules.suppressed(cells, smallest_shown())
    return [cell for cell in shown if _touches(cell.from_place, prefix) or _touches(cell.to_place, prefix)]


def _touches(place: str, prefix: str) -> bool:
    return place.startswith(prefix) or prefix.startswith(place)
