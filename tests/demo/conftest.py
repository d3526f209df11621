"""A small county, generated once, and the rows of its files as an office program would read them."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from demo.generate import Plan, generate
from demo.words import CHINESE, ENGLISH

AS_OF = date(2026, 11, 20)
PLAN = Plan(people=9_000, seed=1, as_of=AS_OF)


class Sheet(NamedTuple):
    """A people file as read: all its rows as written, and the data rows by English column name with row numbers."""

    form: str
    raw: list[list[str]]
    rows: dict[int, dict[str, str]]


class County(NamedTuple):
    folder: Path
    truth: dict[str, Any]
    sheets: dict[str, Sheet]

    def good(self) -> list[dict[str, str]]:
        """All rows that are people."""
        bad = {(file["name"], fault["row"]) for file in self.truth["files"] for fault in file["bad"]}
        return [
            row
            for name, sheet in self.sheets.items()
            for number, row in sheet.rows.items()
            if (name, number) not in bad
        ]


def read_sheet(path: Path, form: str) -> Sheet:
    """Read with other software than wrote it."""
    if form == "xlsx":
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        values: Any = sheet.iter_rows(values_only=True)
        raw = [["" if cell is None else cell for cell in row] for row in values]
    else:
        with path.open(encoding=form.removeprefix("csv "), newline="") as lines:
            raw = list(csv.reader(lines))
    header = [ENGLISH[CHINESE.index(name)] if name in CHINESE else name for name in raw[0]]
    first = 2 if raw[1][header.index("name")] == "必填，汉字" else 1
    # Excel's reader drops trailing empty cells.
    padded = [[*row, *[""] * (len(header) - len(row))] for row in raw]
    rows = {at + 1: dict(zip(header, padded[at], strict=True)) for at in range(first, len(padded))}
    return Sheet(form, raw, rows)


def read_county(folder: Path) -> County:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    sheets = {file["name"]: read_sheet(folder / file["name"], file["form"]) for file in truth["files"]}
    return County(folder, truth, sheets)


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    folder = tmp_path_factory.mktemp("county")
    generate(PLAN, folder)
    return read_county(folder)
