"""Rows of an .xlsx, streamed: memory does not grow with the sheet (see docs/adr on reading people files)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from services.registry.imports.reading.refusals import bad_header
from services.registry.imports.reading.row import ERROR, FORMULA, NUMBER, NUMBER_1904, Row
from services.registry.imports.reading.shared_strings import SharedStrings, read_shared_strings
from services.registry.imports.reading.xlsx_package import first_sheet, open_package, open_part
from services.registry.imports.reading.xml_parts import damaged, feed, local_name, new_parser

_MOST_COLUMNS = 256
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT = frozenset(("s", "inlineStr", "str", "d"))


def xlsx_rows(path: Path) -> Iterator[Row]:
    """The rows of the first visible sheet that hold anything, numbered as in the sheet. Raises FileRefused."""
    with open_package(path) as package:
        sheet, from_1904 = first_sheet(package)
        strings = read_shared_strings(open_part(package, "xl/sharedStrings.xml"))
        with package.open(sheet) as part:
            yield from _sheet_rows(part, strings, from_1904)


def _sheet_rows(part: IO[bytes], strings: SharedStrings, from_1904: bool) -> Iterator[Row]:
    collector = _Collector(strings, from_1904)
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = collector.start, collector.end
    parser.CharacterDataHandler = collector.characters
    try:
        for _ in feed(parser, part):
            yield from collector.rows
            collector.rows.clear()
    except (ValueError, OverflowError):
        raise damaged() from None


def column_index(reference: str) -> int:
    """``B7`` → 1. Raises FileRefused where the column is beyond what a people file can have."""
    index = 0
    for character in reference:
        if not "A" <= character <= "Z":
            break
        index = index * 26 + ord(character) - 64
    if index > _MOST_COLUMNS:
        raise bad_header(
            "too_many_columns",
            f"表格超过 {_MOST_COLUMNS} 列。请删除右侧多余的列。",
            f"The sheet has more than {_MOST_COLUMNS} columns. Remove those on the right.",
        )
    return index - 1


class _Collector:
    """Expat's callbacks: gathers cells into rows."""

    def __init__(self, strings: SharedStrings, from_1904: bool) -> None:
        self.rows: list[Row] = []
        self._strings, self._a_number = strings, NUMBER_1904 if from_1904 else NUMBER
        self._number = 0
        self._cells: list[str] = []
        self._odd: dict[int, str] = {}
        self._at, self._type, self._formula, self._collecting = -1, "n", False, False
        self._parts: list[str] = []
        self._indexes: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, local_name(tag))
        if name == "c":
            self._at = self._column(attributes.get("r"))
            self._type = attributes.get("t", "n")
            self._parts.clear()
            self._formula = False
        elif name == "v" or name == "t":
            self._collecting = True
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells, self._odd, self._at = [], {}, -1
        elif name == "f":
            self._formula = True

    def end(self, tag: str) -> None:
        self._collecting = False
        name = self._names[tag]
        if name == "c":
            if self._parts or self._formula:
                self._keep("".join(self._parts))
        elif name == "row" and self._cells:
            self.rows.append(Row(self._number, self._cells, self._odd or None))

    def characters(self, text: str) -> None:
        if self._collecting:
            self._parts.append(text)

    def _column(self, reference: str | None) -> int:
        if not reference:
            return self._at + 1
        letters = reference.rstrip("0123456789")
        index = self._indexes.get(letters)
        if index is None:
            index = self._indexes[letters] = column_index(letters)
        return index

    def _keep(self, text: str) -> None:
        at, cells = self._at, self._cells
        if self._formula:
            self._odd[at] = FORMULA
        elif self._type not in _TEXT:
            self._odd[at] = ERROR if self._type == "e" else self._a_number
        if self._type == "s":
            text = self._shared(text)
        if "_x" in text:
            text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        if len(cells) <= at:
            cells.extend([""] * (at + 1 - len(cells)))
        cells[at] = text

    def _shared(self, text: str) -> str:
        try:
            return self._strings[int(text)]
        except (ValueError, IndexError, OverflowError):
            raise damaged() from None
