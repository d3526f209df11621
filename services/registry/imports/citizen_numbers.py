"""Checking citizen numbers by the million: the sum of GB 11643 from three remembered parts."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from chassis.identifiers import BadCitizenNumber, parse_citizen_number

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_DAMAGED = re.compile(r"\d(\.\d+)?[eE]\+?\d{2}")
_MOST_REMEMBERED = 100_000


def _partial(digits: str, start: int) -> int:
    return sum(int(d) * w for d, w in zip(digits, _WEIGHTS[start:], strict=False))


_SEQUENCES = {f"{n:03d}": _partial(f"{n:03d}", 14) for n in range(1000)}


class Known(NamedTuple):
    """A valid number, and what it says: sex (GB/T 2261.1 as text) and ISO birth date."""

    text: str
    sex: str
    birth: str


class CitizenNumbers:
    """``check`` gives what ``chassis.identifiers.parse_citizen_number`` does (a test holds them together), faster.

    A file has few places and few birth dates, so their parts of the sum are remembered once they were seen valid.
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._dates: dict[str, tuple[int, str]] = {}

    def check(self, text: str) -> Known | str:
        """The number, or the code of its fault: bad_number, bad_check_character, number_damaged."""
        return self.known(text) or self._check_fully(text)

    def known(self, text: str) -> Known | None:
        """A valid number of a place that was met before; None says nothing."""
        place, sequence = self._places.get(text[:6]), _SEQUENCES.get(text[14:17])
        if place is None or sequence is None or len(text) != 18:
            return None
        day = self._dates.get(text[6:14]) or self._new_day(text[6:14])
        if day is None:
            return None
        if _CHECK_CHARACTERS[(place + day[0] + sequence) % 11] != text[17]:
            return None
        return Known(text, "1" if text[16] in "13579" else "2", day[1])

    def _check_fully(self, text: str) -> Known | str:
        plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("-", "").lstrip("'’`‘").upper()
        if _DAMAGED.fullmatch(plain):
            return "number_damaged"
        try:
            number = parse_citizen_number(plain)
        except BadCitizenNumber as bad:
            return bad.code
        self._remember(number.text)
        return Known(number.text, str(number.sex), number.birth_date.isoformat())

    def _remember(self, text: str) -> None:
        if len(self._places) > _MOST_REMEMBERED:
            self._places.clear()
        self._places[text[:6]] = _partial(text[:6], 0)

    def _new_day(self, digits: str) -> tuple[int, str] | None:
        if not (digits.isascii() and digits.isdigit()):
            return None
        try:
            birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
        except ValueError:
            return None
        if len(self._dates) > _MOST_REMEMBERED:
            self._dates.clear()
        day = self._dates[digits] = (_partial(digits, 6), birth)
        return day
