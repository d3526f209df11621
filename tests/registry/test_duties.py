"""When a registration is late: the statute's windows, as data."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.duties import Duty, is_late
from services.registry.refused_fields import refused_names

DAYS = st.dates(date(1958, 2, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("duty", "happened", "registered", "late"),
    [
        ("birth", "2026-01-31", "2026-02-28", False),
        ("birth", "2026-01-31", "2026-03-01", True),
        ("birth", "2024-01-31", "2024-02-29", False),
        ("birth", "2025-12-15", "2026-01-15", False),
        ("birth", "2025-12-15", "2026-01-16", True),
        ("death", "2026-03-10", "2026-04-10", False),
        ("death", "2026-03-10", "2026-04-11", True),
        ("move", "2026-03-10", "2026-03-20", False),
        ("move", "2026-03-10", "2026-03-21", True),
        ("birth", "1950-01-01", "2026-01-01", False),
    ],
)
def test_windows(duty: Duty, happened: str, registered: str, late: bool) -> None:
    assert is_late(duty, date.fromisoformat(happened), date.fromisoformat(registered)) is late


@given(st.sampled_from(["birth", "death", "move"]), DAYS, st.integers(0, 400))
def test_once_late_always_late(duty: Duty, happened: date, days: int) -> None:
    registered = happened + timedelta(days=days)
    if is_late(duty, happened, registered):
        assert is_late(duty, happened, registered + timedelta(days=1))
    assert not is_late(duty, happened, happened)


def test_refused_names_are_each_refused_once_and_say_why() -> None:
    names = refused_names()
    assert len(names) > 60
    assert all(entry.zh and entry.en for _, entry in names.values())
    assert {rule for rule, _ in names.values()} <= {f"C{n}" for n in range(1, 13)}
    assert names["准生证"][0] == names["birthpermit"][0] == "C1"
