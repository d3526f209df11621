"""How much is owed for a year, in whole fen, for many people at once. Pure.

An amount per month is the sum over the months that count, each at the rate in force on its first day. An amount per
year is paid whole, at the rate in force on the year's last day; where months are counted it is a twelfth for each,
rounded once, half a fen up.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.incentives.eligibility.people import Column, Mask, People
from services.incentives.eligibility.tests_of_facts import holds, within
from services.incentives.schemes.model import Amount, Months, Rate, Scheme, Turning
from services.incentives.schemes.money import fen

Fen = NDArray[np.int64]
_YEAR = 12


class Owed(NamedTuple):
    """By row: so many fen, for the months from ``first`` to ``last`` (1 to 12); nothing where ``last < first``."""

    fen: Fen
    first: Column
    last: Column


def owed(scheme: Scheme, people: People, year: int, until: int = _YEAR) -> Owed:
    """What the scheme owes these people, who are all entitled, for the months of ``year`` up to ``until``."""
    if len(scheme.amounts) == 1:
        return _of_amount(scheme, scheme.amounts[0], people, year, until)
    result = Owed(np.zeros(people.size, np.int64), np.ones(people.size, np.int32), np.zeros(people.size, np.int32))
    left = np.arange(people.size)
    for amount in scheme.amounts:
        there = people if len(left) == people.size else people.take(left)
        fits = None if amount.when is None else holds(amount.when, there, year)
        rows = left if fits is None else left[fits]
        if len(rows):
            _put(result, rows, _of_amount(scheme, amount, _narrowed(there, people, rows), year, until))
        left = left[:0] if fits is None else left[~fits]
    return result


def _narrowed(there: People, people: People, rows: NDArray[np.int64]) -> People:
    return there if len(rows) == there.size else people.take(rows)


def _put(result: Owed, rows: NDArray[np.int64], part: Owed) -> None:
    for whole, piece in zip(result, part, strict=True):
        whole[rows] = piece


def _of_amount(scheme: Scheme, amount: Amount, people: People, year: int, until: int) -> Owed:
    if amount.months is None and until == _YEAR:
        return _of_whole_year(scheme, amount, people, year)
    first, last = months_that_count(scheme, amount.months, people, year)
    cut = np.minimum(last, np.int32(until))
    total = _assessed(amount, people, cut) if amount.assessed else _by_rates(amount, people, year, first, cut)
    for here, more in _top_ups(scheme, amount, people):
        total += np.where(here, _by_rates(more, people, year, first, cut), 0)
    # Whether anything is owed at all is asked of the whole year.
    return Owed(np.where(last >= first, total, 0), first, last)


def _of_whole_year(scheme: Scheme, amount: Amount, people: People, year: int) -> Owed:
    """The same, where no month has to be looked at: what most people are owed, and quicker."""
    total = _whole(amount, people, year)
    for here, more in _top_ups(scheme, amount, people):
        total = np.where(here, total + _whole(more, people, year), total)
    return Owed(total, np.broadcast_to(np.int32(1), people.size), np.broadcast_to(np.int32(_YEAR), people.size))


def _whole(amount: Amount, people: People, year: int) -> Fen:
    if amount.assessed is not None:
        return _limited(amount, people)
    if amount.per == "year":
        rate = _rate_on(amount.rates, date(year, 12, 31))
        total = _values(rate, amount, people) if rate else np.int64(0)
    else:
        segments = _segments(amount.rates, year)
        total = sum(((end - start + 1) * _values(rate, amount, people) for start, end, rate in segments), np.int64(0))
    return total if isinstance(total, np.ndarray) else np.full(people.size, total, np.int64)


def _top_ups(scheme: Scheme, amount: Amount, people: People) -> Iterator[tuple[Mask, Amount]]:
    for top_up in scheme.top_ups:
        here = within(people.values(f"{scheme.place}-division"), top_up.within)
        if here.any():
            yield here, Amount(per=top_up.per, rates=top_up.rates, months=amount.months)


def months_that_count(scheme: Scheme, months: Months | None, people: People, year: int) -> tuple[Column, Column]:
    """First and last month by row, within the days on which the scheme is in force."""
    opens, closes = _in_force(scheme, year) if months is not None else (1, _YEAR)
    first, last = np.full(people.size, opens, np.int32), np.full(people.size, closes, np.int32)
    if months is None:
        return first, last
    if months.since is not None:
        np.maximum(first, _month_of(months.since, people, year), out=first)
    if months.to is not None:
        np.minimum(last, _month_of(months.to, people, year), out=last)
    for fact in months.held:
        span = people.span(fact)
        np.maximum(first, _month_within(span.since, year), out=first)
        np.minimum(last, _month_within(span.until, year), out=last)
    return first, last


def _in_force(scheme: Scheme, year: int) -> tuple[int, int]:
    opens = scheme.effective_from.month if scheme.effective_from.year == year else 1
    ends = scheme.effective_to
    return opens, ends.month if ends is not None and ends.year == year else _YEAR


def _month_of(turn: Turning, people: People, year: int) -> Column:
    """The month of ``year`` in which the age is reached: 0 where it was before, 13 where it comes after."""
    reached = people.years(turn.fact) + np.int32(turn.turning)
    month = people.months(turn.fact) + np.int32(turn.month == "following")
    return np.where(reached < year, 0, np.where(reached > year, _YEAR + 1, month)).astype(np.int32)


def _month_within(days: Column, year: int) -> Column:
    """The month of ``year`` in which each day lies: 0 where it was before, 13 where it comes after."""
    return np.clip(days // 100 - year * 100, 0, _YEAR + 1).astype(np.int32)


def _assessed(amount: Amount, people: People, cut: Column) -> Fen:
    return _rounded(_limited(amount, people) * cut)


def _limited(amount: Amount, people: People) -> Fen:
    return np.clip(people.values(amount.assessed or ""), fen(amount.least), fen(amount.most))


def _by_rates(amount: Amount, people: People, year: int, first: Column, cut: Column) -> Fen:
    if amount.per == "year" and amount.months is None:
        rate = _rate_on(amount.rates, date(year, 12, 31))
        return _rounded(_values(rate, amount, people) * cut) if rate else np.zeros(people.size, np.int64)
    total = np.zeros(people.size, np.int64)
    for opens, closes, rate in _segments(amount.rates, year):
        here = np.minimum(cut, closes) - np.maximum(first, opens) + 1
        total += np.maximum(here, 0) * _values(rate, amount, people)
    return total if amount.per == "month" else _rounded(total)


def _rounded(twelfths: Fen) -> Fen:
    return (twelfths.astype(np.int64) + _YEAR // 2) // _YEAR


def _values(rate: Rate, amount: Amount, people: People) -> Fen | np.int64:
    if amount.by is None:
        return np.int64(rate.fen)
    values, found = people.values(amount.by), np.zeros(people.size, np.int64)
    for value, each in rate.fen_by.items():
        found[values == value] = each
    return found


def _rate_on(rates: tuple[Rate, ...], day: date) -> Rate | None:
    return max((rate for rate in rates if rate.since <= day), key=lambda rate: rate.since, default=None)


def _segments(rates: tuple[Rate, ...], year: int) -> Iterator[tuple[int, int, Rate]]:
    """First month, last month and the rate in force on the first day of each of them."""
    by_month = [_rate_on(rates, date(year, month, 1)) for month in range(1, _YEAR + 1)]
    opens = 1
    for month in range(1, _YEAR + 1):
        if month == _YEAR or by_month[month] is not by_month[month - 1]:
            if (rate := by_month[month - 1]) is not None:
                yield opens, month, rate
            opens = month + 1
