"""Spans of calendar time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.followup.protocols.offsets import Offset, parse_offset

days = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("P28D", (0, 28)),
        ("P3M", (3, 0)),
        ("P1W", (0, 7)),
        ("P12W6D", (0, 90)),
        ("P1Y2M1W3D", (14, 10)),
        ("P0D", (0, 0)),
    ],
)
def test_iso_spans_are_read(text: str, offset: tuple[int, int]) -> None:
    assert parse_offset(text) == Offset(*offset)


@pytest.mark.parametrize("text", ["", "P", "3M", "P3", "P-3D", "P3D2M", "PT3H", "p3d", "P1.5M"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a span"):
        parse_offset(text)


@pytest.mark.parametrize(
    ("anchor", "text", "expected"),
    [
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2028, 1, 31), "P1M", date(2028, 2, 29)),
        (date(2028, 2, 29), "P1Y", date(2029, 2, 28)),
        (date(2026, 11, 30), "P3M", date(2027, 2, 28)),
        (date(2026, 12, 31), "P42D", date(2027, 2, 11)),
        (date(2026, 1, 31), "P1M1D", date(2026, 3, 1)),
    ],
)
def test_a_month_ends_where_the_shorter_month_ends(anchor: date, text: str, expected: date) -> None:
    assert parse_offset(text).after(anchor) == expected


@given(days, st.integers(0, 2000))
def test_days_add_as_days(anchor: date, number: int) -> None:
    assert parse_offset(f"P{number}D").after(anchor) == anchor + timedelta(days=number)


@given(days, st.integers(0, 120), st.integers(0, 5))
def test_repeating_a_span_is_multiplying_it(anchor: date, months: int, times: int) -> None:
    assert parse_offset(f"P{months}M").after(anchor, times) == parse_offset(f"P{months * times}M").after(anchor)


@given(days, days, st.integers(0, 120))
def test_a_later_anchor_never_gives_an_earlier_date(one: date, other: date, months: int) -> None:
    span = Offset(months, 0)
    assert span.after(min(one, other)) <= span.after(max(one, other))
