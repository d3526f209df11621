"""The national code tables as ``national_codes/`` holds them: words and codes, both accepted, to the code.

A standard is replaced by its next edition on a day that is known long before. Each file holds editions with the day
from which they apply, so that the next one is entered ahead of time, and what is asked for a day gets that day's.
"""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import yaml

_FOLDER = Path(__file__).parent / "national_codes"
TABLES = ("sex", "marital_status", "ethnic_group", "relation_to_head", "other_id_type")


class _Entry(msgspec.Struct, frozen=True):
    code: str
    words: tuple[str, ...]
    old_words: tuple[str, ...] = ()
    """Former names, and codes of an earlier edition, which old files hold: they lead to today's code."""


class _Edition(msgspec.Struct, frozen=True):
    source: str
    valid_from: date
    codes: tuple[_Entry, ...]


def code_table(name: str, on: date) -> dict[str, str]:
    """Everything that may stand in a cell of column ``name`` → its code, in the edition in force ``on`` that day."""
    return _table(name, _in_force(name, on).valid_from)


def first_words(name: str, on: date) -> list[str]:
    """One word for each code, for drop-downs, in the order of the standard."""
    return [entry.words[0] for entry in _in_force(name, on).codes]


def _in_force(name: str, on: date) -> _Edition:
    """Of days before the first edition that is held, that one: words were written before they were a standard."""
    editions = _editions(name)
    return max((e for e in editions if e.valid_from <= on), key=lambda e: e.valid_from, default=editions[0])


@cache
def _editions(name: str) -> tuple[_Edition, ...]:
    held = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["editions"]
    return tuple(sorted(msgspec.convert(held, tuple[_Edition, ...]), key=lambda e: e.valid_from))


@cache
def _table(name: str, valid_from: date) -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _in_force(name, valid_from).codes:
        # A spreadsheet that takes 01 for a number leaves 1.
        for spelling in (entry.code, entry.code.lstrip("0") or "0", *entry.words, *entry.old_words):
            if table.setdefault(spelling, entry.code) != entry.code:
                raise ValueError(f"national_codes/{name}.yaml: {spelling!r} stands for two codes")
    return table
