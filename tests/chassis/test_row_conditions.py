"""Which rows a decision covers: and that whatever cannot be judged is not covered."""

from datetime import date
from typing import Any

import pytest

from chassis.row_conditions import RowCondition, all_hold, holds

TODAY = date(2026, 11, 22)
COUNTY = "341599000000"


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        ({"one_of": [True]}, True, True),
        ({"one_of": [True]}, False, False),
        ({"one_of": [True]}, 1, False),
        ({"one_of": [1]}, True, False),
        ({"one_of": [None, "10"]}, None, True),
        ({"younger_than": 18}, "2008-11-23", True),
        ({"younger_than": 18}, "2008-11-22", False),
        ({"aged_at_least": 18}, "2008-11-22", True),
        ({"aged_at_least": 18}, "2008-11-23", False),
        ({"younger_than": 18, "aged_at_least": 6}, "2015-01-01", True),
        ({"younger_than": 18, "aged_at_least": 6}, "2024-01-01", False),
        ({"younger_than": 18}, None, False),
        ({"younger_than": 18}, "soon", False),
        ({"aged_at_least": 18}, 1990, False),
        ({"in_own_division": True}, "341599001201", True),
        ({"in_own_division": True}, "341588001201", False),
        ({"in_own_division": True}, None, False),
        ({}, "anything", False),
    ],
)
def test_a_condition(condition: dict[str, Any], value: Any, expected: bool) -> None:
    assert holds(RowCondition(field="x", **condition), {"x": value}, COUNTY, TODAY) is expected


def test_a_leap_day_is_over_on_the_first_of_march() -> None:
    grown = RowCondition(field="x", aged_at_least=18)
    assert not holds(grown, {"x": "2008-02-29"}, COUNTY, date(2026, 2, 28))
    assert holds(grown, {"x": "2008-02-29"}, COUNTY, date(2026, 3, 1))


def test_what_is_missing_does_not_hold_and_all_must() -> None:
    living, young = RowCondition(field="living", one_of=[True]), RowCondition(field="birth_date", younger_than=18)
    assert not holds(living, {}, COUNTY, TODAY)
    assert not holds(RowCondition(field="place", in_own_division=True), {"place": "341599001201"}, None, TODAY)
    row = {"living": True, "birth_date": "2020-01-01"}
    assert all_hold([living, young], row, COUNTY, TODAY)
    assert not all_hold([living, young], row | {"living": False}, COUNTY, TODAY)
    assert all_hold([], {}, None, TODAY)
