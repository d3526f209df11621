"""Rows of a .csv file: encoding and delimiter are found out, everything is text."""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

from services.registry.imports.reading.refusals import unreadable
from services.registry.imports.reading.row import Row
from services.registry.imports.reading.share import WHOLE, Share
from services.registry.imports.reading.text_encoding import text_encoding

_DELIMITERS = ",;\t"
_LOOKED_AT = 12
_LONGEST_CELL = 100_000
_CHUNK = 1 << 20


def csv_rows(path: Path, known: Callable[[str], bool], share: Share = WHOLE) -> Iterator[Row]:
    """All rows, blank ones too. ``known`` tells whether a cell is a column's name. Raises FileRefused.

    Where no cell is quoted every line is a row, and only the lines of ``share`` and of the first block are taken apart.
    """
    csv.field_size_limit(_LONGEST_CELL)
    encoding = text_encoding(path)
    if _head(path, encoding).lstrip().startswith("<"):
        raise unreadable(
            "markup",
            "这是网页或 XML 文件，只是改了扩展名。请用 Excel 打开，另存为 .xlsx 后上传。",
            "This is a web page or XML under another name. Open it in Excel and save it as .xlsx.",
        )
    delimiter = max(_DELIMITERS, key=lambda one: _names_found(path, encoding, one, known))
    yield from _rows(path, encoding, delimiter, WHOLE if share.parts == 1 or _is_quoted(path) else share)


def _shared(lines: Iterator[str], share: Share) -> Iterator[tuple[int, Iterable[str]]]:
    """Parts of ``lines``, each with the number of its first."""
    if share.parts == 1:
        yield 1, lines
        return
    for first in count(1, share.block):
        block = list(islice(lines, share.block))
        if not block:
            return
        if first == 1 or share.holds(first):
            yield first, block


def _head(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.read(200)


def _is_quoted(path: Path) -> bool:
    # In both encodings this byte is a quotation mark, and part of nothing else.
    with path.open("rb") as file:
        return any(b'"' in chunk for chunk in iter(partial(file.read, _CHUNK), b""))


def _names_found(path: Path, encoding: str, delimiter: str, known: Callable[[str], bool]) -> int:
    rows = islice(_rows(path, encoding, delimiter, WHOLE), _LOOKED_AT)
    try:
        return max((sum(map(known, row.cells)) for row in rows), default=0)
    except Exception:  # an unclosed quote under a wrong delimiter only says that it is the wrong one
        return 0


def _rows(path: Path, encoding: str, delimiter: str, share: Share) -> Iterator[Row]:
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            for first, lines in _shared(file, share):
                for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=first):
                    yield Row(number, cells)
        except csv.Error:
            raise unreadable(
                "quotes",
                f"第 {number + 1} 行起引号不成对，后面的内容无法分列。请检查该行的英文双引号。",
                f"From row {number + 1} on a quotation mark is never closed. Check that row.",
                row=number + 1,
            ) from None
