"""Finding the header row and what its columns are; pure."""

import re
from collections import Counter
from dataclasses import dataclass

from services.registry.imports.columns import columns
from services.registry.imports.naming import OURS, Naming
from services.registry.imports.reading.refusals import bad_header
from services.registry.imports.reading.row import Row

LOOKED_AT = 10
"""How many rows may stand above the header (titles, the office's name)."""

_HINT = re.compile(
    r"必填|选填|可不填|填写|时填|[0-9]+\s*位|YYYY|^[如例][:：]|示例|required|optional|digits|e\.g\.", re.I
)
_LONGEST_NAME = 100
_MOST_UNKNOWN = 50


@dataclass(frozen=True)
class Header:
    """Where each known column stands, what the file calls its columns, and those that nobody knows."""

    row: int
    places: dict[str, int]
    titles: list[str]
    unknown: list[str]
    mapping: str | None = None
    """The remembered mapping that explained it."""


def is_header(row: Row, naming: Naming) -> bool:
    """Whether at least two cells, one of them the name's, are names of columns."""
    names = {naming.column(cell) for cell in row.cells}
    return "name" in names and len(names - {None}) >= 2


def read_header(row: Row, naming: Naming = OURS) -> Header:
    """Raises FileRefused for duplicate or missing columns, naming them."""
    titles = [cell.strip()[:_LONGEST_NAME] for cell in row.cells]
    named = [(place, naming.column(cell)) for place, cell in enumerate(row.cells)]
    _refuse_duplicates([name for _, name in named if name])
    places = {name: place for place, name in named if name}
    _refuse_missing(places)
    left = [titles[place] for place, name in named if name is None and titles[place]]
    unknown = [title for title in left if not naming.leaves_out(title)]
    return Header(row.number, places, titles, unknown[:_MOST_UNKNOWN], naming.used)


def _refuse_duplicates(names: list[str]) -> None:
    twice = [_chinese(name) for name, times in Counter(names).items() if times > 1]
    if twice:
        raise bad_header(
            "duplicate_columns",
            f"表头中有重复的列：{'、'.join(twice)}。请只保留一列。",
            f"The header names these columns more than once: {', '.join(twice)}. Keep one of each.",
            columns=twice,
        )


def _refuse_missing(places: dict[str, int]) -> None:
    missing = ["name"] if "name" not in places else []
    if "citizen_number" not in places:
        missing += [name for name in ("sex", "birth_date") if name not in places]
    if not places.keys() & {"registered_division", "residence_division"}:
        missing.append("registered_division")
    if missing:
        zh = [_chinese(name) for name in missing]
        raise bad_header(
            "missing_columns",
            f"表头中缺少必需的列：{'、'.join(zh)}。可下载模板对照（没有公民身份号码列时，必须有性别和出生日期列）。",
            f"The header lacks required columns: {', '.join(missing)}.",
            columns=zh,
        )


def no_header() -> Exception:
    """None of the first rows is a header."""
    return bad_header(
        "no_header",
        f"前 {LOOKED_AT} 行中没有找到表头（至少要有“姓名”和另一列）。请下载模板对照。",
        f"None of the first {LOOKED_AT} rows is a header (at least 姓名 and one more column).",
    )


def _chinese(name: str) -> str:
    return next(column.zh for column in columns() if column.name == name)


def is_hint_row(row: Row, header: Header) -> bool:
    """Whether the row under the header explains the columns instead of describing a person."""
    if row.number != header.row + 1:
        return False
    filled = [cell for cell in (_at(row, place) for place in header.places.values()) if cell]
    hints = sum(1 for cell in filled if _HINT.search(cell))
    return hints >= 2 and hints * 3 >= len(filled)


def _at(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""
