"""The columns that a people file may have (``columns.yaml``), under their Chinese, English and other names."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

_FILE = Path(__file__).with_name("columns.yaml")


class Column(msgspec.Struct, frozen=True):
    """One column. ``name`` is the English name of the outer contract; ``longest`` is in characters."""

    name: str
    zh: str
    hint: str
    longest: int
    also: tuple[str, ...] = ()


@cache
def columns() -> tuple[Column, ...]:
    """All columns in the contract's order."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), tuple[Column, ...])


@cache
def _by_name() -> dict[str, str]:
    spellings = ((spelling, c.name) for c in columns() for spelling in (c.name, c.zh, *c.also))
    return {folded(spelling): name for spelling, name in spellings}


def folded(cell: str) -> str:
    """A header cell without blanks, marks and capitals: as two cells are compared."""
    # 姓 名, ＊姓名 and 姓名* are how offices lay out and mark required columns.
    return "".join(cell.split()).strip("*＊﻿").lower()


def column_named(cell: str) -> str | None:
    """The English name of the column that a header cell means, or None."""
    return _by_name().get(folded(cell))
