"""Citizen numbers (GB 11643) for people who do not exist: valid, unique, and made fast.

Written apart from `chassis.identifiers` on purpose: the truth of a test must not come from what it tests.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
MAN, WOMAN = "1", "2"
SEQUENCES_A_SEX = 499
DAYS_AHEAD, DAYS_BACK = 400, 41_000


class Calendar(NamedTuple):
    """Days around a reference date, counted backwards: `text(0)` is the reference date, `text(1)` the day before."""

    as_of: date
    texts: list[str]
    sums: list[int]

    def text(self, days_ago: int) -> str:
        """The day as YYYYMMDD; negative `days_ago` are days to come (at most 400)."""
        return self.texts[days_ago + DAYS_AHEAD]

    def iso(self, days_ago: int) -> str:
        """The day as YYYY-MM-DD."""
        return (self.as_of - timedelta(days=days_ago)).isoformat()


@lru_cache(maxsize=4)
def calendar(as_of: date) -> Calendar:
    """The days from 400 after `as_of` back to 112 years before it."""
    texts = [(as_of - timedelta(days=ago)).strftime("%Y%m%d") for ago in range(-DAYS_AHEAD, DAYS_BACK)]
    return Calendar(as_of, texts, [_weighted(text, 6) for text in texts])


@lru_cache(maxsize=64)
def _prefix_sum(prefix: str) -> int:
    return _weighted(prefix, 0)


def _weighted(digits: str, start: int) -> int:
    return sum(int(digit) * _WEIGHTS[start + place] for place, digit in enumerate(digits))


_SEQUENCES = [(f"{n:03d}", _weighted(f"{n:03d}", 14)) for n in range(1000)]


class Issuer:
    """Issues numbers for one town.

    Each town owns a range of the sequence numbers of every day, as each police station does, so towns can be
    generated independently of each other and their numbers still never meet.
    """

    def __init__(self, as_of: date, town: int, towns: int) -> None:
        self._calendar = calendar(as_of)
        self._width = SEQUENCES_A_SEX // towns
        self._first = town * self._width
        self._taken: dict[tuple[str, int, str], int] = {}

    def issue(self, prefix: str, days_ago: int, sex: str) -> tuple[str, int]:
        """A number that starts with `prefix` (6 digits), and the birth day in it.

        The day is `days_ago`, or the next earlier one that has a sequence number left.
        """
        key = (prefix, days_ago, sex)
        taken = self._taken.get(key, 0)
        if taken >= self._width:
            return self.issue(prefix, days_ago + 1, sex)
        self._taken[key] = taken + 1
        # Odd sequence numbers are men's, even ones women's; 000 is not given out.
        sequence, sequence_sum = _SEQUENCES[2 * (self._first + taken) + (1 if sex == MAN else 2)]
        day = days_ago + DAYS_AHEAD
        check = _CHECK[(_prefix_sum(prefix) + self._calendar.sums[day] + sequence_sum) % 11]
        return f"{prefix}{self._calendar.texts[day]}{sequence}{check}", days_ago


def wrong_check_character(number: str) -> str:
    """The same number with another check character."""
    return number[:17] + ("5" if number[17] != "5" else "6")
