"""Row conditions: which rows a decision covers. Pure: a row, its reader's division and the day in, a verdict out.

A condition that cannot be judged (the field is missing, or of another kind) does not hold: deny by default.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.identifiers import division_prefix

Value = str | int | bool | None


class RowCondition(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One condition on one field, which need not be among those disclosed. All that are given must hold."""

    field: str
    one_of: list[Value] | None = None
    """The field has one of these values."""
    younger_than: int | None = None
    """The field is a birth date, and the person has not yet reached this age (years)."""
    aged_at_least: int | None = None
    """The field is a birth date, and the person has reached this age (years)."""
    in_own_division: bool = False
    """The field is a division code inside the caller's own."""

    @property
    def says_nothing(self) -> bool:
        """Whether the condition names a field and asks nothing of it: a slip, since it holds for no row."""
        has_age = self.younger_than is not None or self.aged_at_least is not None
        return self.one_of is None and not has_age and not self.in_own_division


def all_hold(conditions: Sequence[RowCondition], row: Mapping[str, Any], division: str | None, today: date) -> bool:
    """Whether ``row`` is one that the decision covers, for a caller who works for ``division``."""
    return all(holds(condition, row, division, today) for condition in conditions)


def holds(condition: RowCondition, row: Mapping[str, Any], division: str | None, today: date) -> bool:
    """Whether one condition holds for ``row``."""
    if condition.says_nothing or condition.field not in row:
        return False
    value = row[condition.field]
    if condition.one_of is not None and not any(_same(value, wanted) for wanted in condition.one_of):
        return False
    if condition.in_own_division and not _inside(value, division):
        return False
    return _is_of_age(condition, value, today)


def _same(value: Any, wanted: Value) -> bool:
    # True == 1 in Python, and a sex of 1 is no answer to whether somebody lives.
    return type(value) is type(wanted) and value == wanted


def _inside(value: Any, division: str | None) -> bool:
    return isinstance(value, str) and division is not None and value.startswith(division_prefix(division))


def _is_of_age(condition: RowCondition, value: Any, today: date) -> bool:
    if condition.younger_than is None and condition.aged_at_least is None:
        return True
    age = _age(value, today)
    if age is None:
        return False
    young = condition.younger_than is None or age < condition.younger_than
    return young and (condition.aged_at_least is None or age >= condition.aged_at_least)


def _age(value: Any, today: date) -> int | None:
    try:
        born = date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
