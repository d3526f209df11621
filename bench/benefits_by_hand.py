"""The schemes that ship, written out in numpy by hand for one year: (rows of those entitled, fen by row)."""

from collections.abc import Callable

import numpy as np

from services.incentives.eligibility.people import Held, People

Found = tuple[np.ndarray, np.ndarray]


def _in_year(held: Held, year: int) -> np.ndarray:
    return (held.since <= year * 10000 + 1231) & (held.until >= year * 10000 + 101)


def _months_held(held: Held, rows: np.ndarray, year: int) -> tuple[np.ndarray, np.ndarray]:
    first = np.clip(held.since[rows] // 100 - year * 100, 1, 13)
    last = np.clip(held.until[rows] // 100 - year * 100, 0, 12)
    return first, last


def _paid(rows: np.ndarray, fen: np.ndarray) -> Found:
    some = fen > 0
    return rows[some], fen[some]


def childcare(people: People, year: int) -> Found:
    born = people.columns["birth-date"]
    birth_year = born // 10000
    new = born >= 20250101
    entitled = people.columns["living"] & np.where(new, birth_year > year - 3, birth_year >= year - 3)
    rows = np.flatnonzero(entitled)
    turns = year - birth_year[rows]
    months = np.where(turns == 3, born[rows] // 100 % 100, 12)
    return _paid(rows, np.where(new[rows], 360_000, 30_000 * months).astype(np.int64))


def rural(people: People, year: int) -> Found:
    born = people.columns["birth-date"]
    entitled = people.columns["living"] & (born >= 19330101) & (born // 10000 <= year - 60)
    entitled &= _in_year(people.held["rural-registration"], year)
    entitled &= _in_year(people.held["period-family-confirmation"], year)
    rows = np.flatnonzero(entitled)
    here = people.columns["registered-division"][rows] // 1_000_000 == 370811
    return rows, np.where(here, 120_000, 96_000).astype(np.int64)


def _special(people: People, year: int, held: Held, entitled: np.ndarray, fen: int, more: int) -> Found:
    born = people.columns["birth-date"]
    woman = (people.columns["sex"] == 2) | _in_year(people.held["single-parent"], year)
    rows = np.flatnonzero(people.columns["living"] & woman & (born // 10000 <= year - 49) & entitled)
    first, last = _months_held(held, rows, year)
    turning = np.where(born[rows] // 10000 == year - 49, born[rows] // 100 % 100 + 1, 1)
    months = np.maximum(last - np.maximum(first, turning) + 1, 0).astype(np.int64)
    here = people.columns["registered-division"][rows] // 1_000_000 == 130828
    return _paid(rows, months * np.where(here, fen + more, fen))


def bereaved(people: People, year: int) -> Found:
    held = people.held["bereaved-family-confirmation"]
    return _special(people, year, held, _in_year(held, year), 59_000, 11_000)


def disabled(people: People, year: int) -> Found:
    held = people.held["child-disability-grade"]
    graded = _in_year(held, year) & (held.values >= 1) & (held.values <= 3)
    return _special(people, year, held, graded, 46_000, 4_000)


def complication(people: People, year: int) -> Found:
    held = people.held["complication-grade"]
    graded = _in_year(held, year) & (held.values >= 1) & (held.values <= 3)
    rows = np.flatnonzero(people.columns["living"] & graded)
    first, last = _months_held(held, rows, year)
    rates = np.array([0, 52_000, 39_000, 26_000])[held.values[rows]]
    return _paid(rows, np.maximum(last - first + 1, 0) * rates)


def parents(people: People, year: int) -> Found:
    held = people.held["one-child-certificate"]
    child_year = held.values // 10000
    rows = np.flatnonzero(people.columns["living"] & _in_year(held, year) & (child_year >= year - 14))
    first, last = _months_held(held, rows, year)
    last = np.minimum(last, np.where(child_year[rows] == year - 14, held.values[rows] // 100 % 100, 12))
    return _paid(rows, np.maximum(last - first + 1, 0).astype(np.int64) * 1_000)


def pension(people: People, year: int) -> Found:
    officer = _in_year(people.held["village-officer"], year)
    holder = _in_year(people.held["one-child-certificate"], year)
    rows = np.flatnonzero(people.columns["living"] & (officer | holder))
    return rows, np.where(officer[rows], 50_000, 25_000).astype(np.int64)


def insurance(people: People, year: int) -> Found:
    holder = _in_year(people.held["one-child-certificate"], year)
    confirmed = _in_year(people.held["period-family-confirmation"], year)
    rows = np.flatnonzero(people.columns["living"] & (holder | confirmed))
    return rows, np.full(len(rows), 6_000, np.int64)


def nutrition(people: People, year: int) -> Found:
    held = people.held["nutrition-voucher"]
    rows = np.flatnonzero(people.columns["living"] & _in_year(held, year))
    first, last = _months_held(held, rows, year)
    return _paid(rows, np.maximum(last - first + 1, 0).astype(np.int64) * 10_000)


def hardship(people: People, year: int) -> Found:
    held = people.held["hardship-assessment"]
    rows = np.flatnonzero(people.columns["living"] & _in_year(held, year))
    return rows, np.clip(held.values[rows], 100, 1_000_000)


BY_HAND: dict[str, Callable[[People, int], Found]] = {
    "childcare-subsidy": childcare,
    "rural-reward": rural,
    "special-support-bereaved": bereaved,
    "special-support-disabled": disabled,
    "complication-relief": complication,
    "parent-reward": parents,
    "pension-support": pension,
    "insurance-support": insurance,
    "pregnancy-nutrition": nutrition,
    "hardship-aid": hardship,
}
