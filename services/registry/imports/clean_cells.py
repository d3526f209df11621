"""Cells that need a second look: formulas, numbers where text belongs, control characters; pure."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from services.registry.imports.dates import parse_date, parse_day_count
from services.registry.imports.reading.row import NUMBER, NUMBER_1904
from services.registry.imports.verdicts import Fault

_MARKED = re.compile(r"\x1f[-=+@'’ ]").search

_INVISIBLE = re.compile(r"[\u200b-\u200f\ufeff]")
_LINE_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_A_NUMBER = re.compile(r"-[\d.]+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_A_PHONE = re.compile(r"\+[\d ()-]+")
# A spreadsheet keeps fifteen digits of a number; of longer ones the rest became zeros.
_DIGITS_KEPT = 15
_LONG_NUMBERS = ("citizen_number", "other_id_number", "registered_division", "residence_division", "phone")


def is_plain(values: Sequence[str]) -> bool:
    """Whether ``clean`` would leave every value as it is, seen at one glance; False says nothing."""
    # Printable text has neither control characters nor invisible ones, and no blanks but U+0020.
    if not "".join(values).isprintable():
        return False
    joined = "\x1f".join(values)
    if "e" in joined or "E" in joined or " \x1f" in joined or joined.endswith(" "):
        return False
    return _MARKED("\x1f" + joined) is None


def clean(names: Sequence[str], values: Sequence[str], odd: Mapping[str, str], faults: list[Fault]) -> list[str]:
    """The values with what is lossless repaired; faults of the others are added, and their values emptied."""
    return [_clean(name, value, odd.get(name), faults) for name, value in zip(names, values, strict=True)]


def _clean(name: str, value: str, kind: str | None, faults: list[Fault]) -> str:
    if kind in (NUMBER, NUMBER_1904):
        code, value = _from_number(name, value, kind == NUMBER_1904)
    elif kind is not None:
        code = "formula_cell"
    else:
        code, value = _from_text(name, value)
    if code:
        faults.append(Fault(name, code))
        return ""
    return value


def _from_text(name: str, value: str) -> tuple[str, str]:
    value = _LINE_BREAKS.sub(" ", _INVISIBLE.sub("", value)).strip()
    # An apostrophe before digits is how spreadsheets, and our own rejections.csv, keep text as text.
    if value[:1] in ("'", "’") and len(value) > 1:
        value = value[1:].strip()
    if _CONTROL.search(value):
        return "bad_text", ""
    if value[:1] in ("=", "@") or (value[:1] == "+" and not (name == "phone" and _A_PHONE.fullmatch(value))):
        return "formula_cell", ""
    if value[:1] == "-" and len(value) > 1 and not _A_NUMBER.fullmatch(value):
        return "formula_cell", ""
    if name in _LONG_NUMBERS and _SCIENTIFIC.fullmatch(value):
        return "number_damaged", ""
    return "", value


def _from_number(name: str, value: str, from_1904: bool) -> tuple[str, str]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "", value  # TRUE or FALSE: the column's own rule judges it
    if not number.is_finite() or number != number.to_integral_value():
        return ("bad_date", "") if name == "birth_date" else ("number_damaged", "")
    digits = str(int(number))
    if len(digits) > _DIGITS_KEPT:
        return "number_damaged", ""
    if name == "birth_date" and parse_date(digits) is None:
        day = parse_day_count(digits, from_1904)
        return ("", day.isoformat()) if day else ("bad_date", "")
    return "", digits
