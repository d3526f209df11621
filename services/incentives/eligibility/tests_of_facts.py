"""Whether a test of a scheme holds, for many people at once. Pure."""

from collections.abc import Callable
from functools import reduce

import numpy as np

from services.incentives.eligibility.people import Column, Mask, People, as_number
from services.incentives.schemes.kinds import kinds
from services.incentives.schemes.model import Test

_DIGITS = 12


def holds(test: Test, people: People, year: int) -> Mask:
    """By row, for the cycle of ``year``. What is tested of something brought also asks that it is held in the year."""
    if test.all is not None:
        return reduce(np.logical_and, (holds(part, people, year) for part in test.all))
    if test.any is not None:
        return reduce(np.logical_or, (holds(part, people, year) for part in test.any))
    fact = test.fact or ""
    masks = [work(test, people, year) for work in _WORK if getattr(test, work.__name__.removeprefix("_")) is not None]
    if not kinds()[fact].register and test.held is None:
        masks.append(people.holds(fact, year))
    return reduce(np.logical_and, masks)


def within(divisions: Column, prefixes: tuple[str, ...]) -> Mask:
    """Whether these divisions lie in one of those that begin so."""
    found = np.zeros(len(divisions), np.bool_)
    for prefix in prefixes:
        found |= divisions // 10 ** (_DIGITS - len(prefix)) == int(prefix)
    return found


def _held(test: Test, people: People, year: int) -> Mask:
    return people.holds(test.fact or "", year)


def _turns_at_least(test: Test, people: People, year: int) -> Mask:
    return people.years(test.fact or "") <= np.int32(year - (test.turns_at_least or 0))


def _turns_at_most(test: Test, people: People, year: int) -> Mask:
    return people.years(test.fact or "") >= np.int32(year - (test.turns_at_most or 0))


def _turns_below(test: Test, people: People, year: int) -> Mask:
    return people.years(test.fact or "") > np.int32(year - (test.turns_below or 0))


def _on_or_after(test: Test, people: People, _: int) -> Mask:
    assert test.on_or_after is not None  # noqa: S101 - chosen so by the caller
    return people.values(test.fact or "") >= np.int32(as_number(test.on_or_after))


def _on_or_before(test: Test, people: People, _: int) -> Mask:
    assert test.on_or_before is not None  # noqa: S101 - chosen so by the caller
    return people.values(test.fact or "") <= np.int32(as_number(test.on_or_before))


def _at_least(test: Test, people: People, _: int) -> Mask:
    return people.values(test.fact or "") >= test.at_least


def _at_most(test: Test, people: People, _: int) -> Mask:
    return people.values(test.fact or "") <= test.at_most


def _one_of(test: Test, people: People, _: int) -> Mask:
    values = people.values(test.fact or "")
    return reduce(np.logical_or, [values == value for value in test.one_of or ()])


def _within(test: Test, people: People, _: int) -> Mask:
    return within(people.values(test.fact or ""), test.within or ())


_WORK: tuple[Callable[[Test, People, int], Mask], ...] = (
    _held,
    _turns_at_least,
    _turns_at_most,
    _turns_below,
    _on_or_after,
    _on_or_before,
    _at_least,
    _at_most,
    _one_of,
    _within,
)
"""Each named after what it tests."""
