"""Rows of a .csv file: encoding and delimiter are found out, everything is text."""

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from services.registry.imports.reading.refusals import unreadable
from services.registry.imports.reading.row import Row
from services.registry.imports.reading.text_encoding import text_encoding

_DELIMITERS = ",;\t"
_LOOKED_AT = 12
_LONGEST_CELL = 100_000


def csv_rows(path: Path, known: Callable[[str], bool]) -> Iterator[Row]:
    """All rows, blank ones too. ``known`` tells whether a cell is a column's name. Raises FileRefused."""
    csv.field_size_limit(_LONGEST_CELL)
    encoding = text_encoding(path)
    if _head(path, encoding).lstrip().startswith("<"):
        raise unreadable(
            "markup",
            "这是网页或 XML 文件,只是改了扩展名。请用 Excel 打开,另存为 .xlsx 后上传。",
            "This is a web page or XML under another name. Open it in Excel and save it as .xlsx.",
        )
    delimiter = max(_DELIMITERS, key=lambda one: _names_found(path, encoding, one, known))
    yield from _rows(path, encoding, delimiter)


def _head(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.read(200)


def _names_found(path: Path, encoding: str, delimiter: str, known: Callable[[str], bool]) -> int:
    rows = islice(_rows(path, encoding, delimiter), _LOOKED_AT)
    try:
        return max((sum(map(known, row.cells)) for row in rows), default=0)
    except Exception:  # an unclosed quote under a wrong delimiter only says that it is the wrong one
        return 0


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter), start=1):
                yield Row(number, cells)
        except csv.Error:
            raise unreadable(
                "quotes",
                f"第 {number + 1} 行起引号不成对,后面的内容无法分列。请检查该行的英文双引号。",
                f"From row {number + 1} on a quotation mark is never closed. Check that row.",
                row=number + 1,
            ) from None
