"""Writes a people file as an office would have it: .xlsx with every cell text, or .csv.

Equal rows give equal bytes: the only date in the workbook is a fixed one.
"""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from demo.rows import Row

_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_COLUMN_WIDTH = 18


def write_xlsx(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows to the only sheet, header frozen; empty cells are left out."""
    # Row by row to disk, so that memory does not grow with the sheet; no cell is ever read as formula or link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        # Number format "@" is text: Excel then leaves the eighteen digits alone.
        text = workbook.add_format({"num_format": "@"})
        sheet = workbook.add_worksheet("人口信息")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 14, _COLUMN_WIDTH, text)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, text)


def write_csv(path: Path, rows: Iterable[Row], encoding: str) -> None:
    """Write the rows as CSV; `encoding` is `gb18030` or `utf-8-sig` (with a byte order mark)."""
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)
