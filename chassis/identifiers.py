"""Identifiers of persons, places and records: how they are made, checked and masked.

Sources: GB 11643-1999 (citizen number), GB/T 2260 and the statistics office's rules (division codes).
"""

from dataclasses import dataclass
from datetime import date
from operator import mul
from uuid import UUID

import uuid_utils

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_PROVINCES = frozenset(
    {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
        *("61", "62", "63", "64", "65", "71", "81", "82"),
    }
)
_LEVELS = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12}


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique, and ordered by the time it was made."""
    return UUID(int=uuid_utils.uuid7().int)


def new_id_text() -> str:
    """``str(new_id())`` without the object between: every call of the house has one."""
    return str(uuid_utils.uuid7())


class BadCitizenNumber(ValueError):
    """Not a citizen number; ``code`` is ``bad_number`` (shape or date) or ``bad_check_character``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A valid 18-character citizen number (公民身份号码) and what it says about its holder."""

    text: str
    birth_date: date
    sex: int
    """GB/T 2261.1: 1 male, 2 female (odd or even sequence)."""


def check_character(first_seventeen: str) -> str:
    """The 18th character for the 17 digits given (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(map(mul, map(int, first_seventeen), _WEIGHTS))
    return _CHECK_CHARACTERS[total % 11]


def parse_citizen_number(text: str) -> CitizenNumber:
    """Check shape, province, date and check character. Raises BadCitizenNumber."""
    number = text.strip().upper()
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        raise BadCitizenNumber("bad_number")
    if number[:2] not in _PROVINCES:
        raise BadCitizenNumber("bad_number")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadCitizenNumber("bad_number") from None
    if check_character(number[:17]) != number[17]:
        raise BadCitizenNumber("bad_check_character")
    return CitizenNumber(number, born, 1 if int(number[16]) % 2 else 2)


def mask_citizen_number(number: str) -> str:
    """First six and last two characters stay: ``341599**********12``."""
    return f"{number[:6]}{'*' * (len(number) - 8)}{number[-2:]}" if len(number) > 8 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """First three and last four digits stay: ``190****1234``."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "*" * len(phone)


def mask_name(name: str) -> str:
    """The family name's first character stays: ``王**``."""
    return name[:1] + "*" * max(1, len(name) - 1)


def is_division_code(text: str) -> bool:
    """Whether ``text`` has the shape of a 12-digit division code of an existing province."""
    return len(text) == 12 and text.isascii() and text.isdigit() and text[:2] in _PROVINCES


def division_prefix(code: str) -> str:
    """The leading digits that all divisions inside ``code`` share: ``341599001000`` → ``341599001``."""
    for length in (2, 4, 6, 9):
        if set(code[length:]) <= {"0"}:
            return code[:length]
    return code


def division_level(code: str) -> str:
    """``province``, ``city``, ``county``, ``town`` or ``village``."""
    length = len(division_prefix(code))
    return next(level for level, digits in _LEVELS.items() if digits == length)
