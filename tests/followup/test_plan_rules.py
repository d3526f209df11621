"""Plans: who agrees, and how they end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.followup.plans import rules

STATES = ["offered", "active", "completed", "declined", "withdrawn", "ended"]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2012, 3, 5), date(2026, 3, 4), 13),
        (date(2012, 3, 5), date(2026, 3, 5), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2026, 3, 5), date(2026, 3, 5), 0),
    ],
)
def test_ages_are_completed_years(born: date, day: date, age: int) -> None:
    assert rules.age_on(born, day) == age
    assert rules.who_must_agree(born, day) == ("guardian" if age < 14 else "self")


@pytest.mark.parametrize("state", STATES)
def test_only_an_offer_can_be_agreed_to(state: str) -> None:
    assert rules.can_be_agreed_to(state) == (state == "offered")


@pytest.mark.parametrize("state", STATES)
def test_leaving_is_never_refused_and_final(state: str) -> None:
    after = rules.after_leaving(state)
    assert after in ("declined", "withdrawn", "ended")
    assert not rules.can_be_agreed_to(after)
    assert rules.after_leaving(after) == after


@given(st.lists(st.sampled_from([rules.after_leaving, rules.after_ending])))
def test_nothing_leads_back_from_a_no(steps: list) -> None:
    state = rules.after_leaving("active")
    for step in steps:
        state = step(state)
        assert state == "withdrawn"


def test_a_guardian_is_a_living_adult() -> None:
    day = date(2026, 3, 5)
    assert rules.can_be_guardian(date(2008, 3, 5), True, day)
    assert not rules.can_be_guardian(date(2008, 3, 6), True, day)
    assert not rules.can_be_guardian(date(1980, 3, 5), False, day)
    assert not rules.can_be_guardian(None, True, day)
