"""One row as read, the same for both formats."""

from typing import NamedTuple

FORMULA, ERROR = "formula", "error"
NUMBER, NUMBER_1904 = "number", "number in a workbook that counts days from 1904"


class Row(NamedTuple):
    """``number`` counts as a spreadsheet does, from 1. ``cells`` are texts as stored, unstripped."""

    number: int
    cells: list[str]
    odd: dict[int, str] | None = None
    """Index → FORMULA, ERROR (``#REF!``), NUMBER or NUMBER_1904 (stored as a number, not text). None: all are text."""
